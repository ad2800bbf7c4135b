package io.staffetta.kernel.config;

import java.util.List;
import java.util.stream.Collectors;

/// Puts values of the properties file and the environment into the elements.
record Overrides(Element root, Problems problems) {

    void apply(Setting setting) {
        var search = new TargetSearch(setting, root);
        var found = List.copyOf(search.found());
        switch (found.size()) {
            case 0 -> unknown(setting, search);
            case 1 -> set(found.getFirst(), setting);
            default ->
                    problem(
                            setting,
                            found.stream()
                                    .map(Target::path)
                                    .collect(
                                            Collectors.joining(
                                                    ", ", "may mean each of [", "]: be exact")));
        }
    }

    private void set(Target target, Setting setting) {
        switch (target) {
            case Target.Attribute(var element, var name) -> {
                if (isSingle(setting)) {
                    element.attach();
                    element.attributes.put(name, setting.elementValues().getFirst());
                }
            }
            case Target.Texts(var parent, var name, var present) -> {
                parent.attach();
                replace(parent, name, present, setting);
            }
            case Target.Created(var parent, var rest) -> {
                parent.attach();
                create(parent, rest, setting);
            }
        }
    }

    private static void replace(
            Element parent, String name, List<Element> present, Setting setting) {
        int place =
                present.isEmpty()
                        ? parent.children.size()
                        : parent.children.indexOf(present.getFirst());
        parent.children.removeAll(present);
        var fresh = setting.elementValues().stream().map(v -> parent.child(name, v)).toList();
        parent.children.addAll(place, fresh);
    }

    private static void create(Element parent, String rest, Setting setting) {
        var names = setting.spelling().created(rest).toList();
        var at = parent;
        for (var name : names.subList(0, names.size() - 1)) {
            var between = at.child(name, new Element.Value("", setting.origin()));
            at.children.add(between);
            at = between;
        }
        for (var value : setting.elementValues()) {
            at.children.add(at.child(names.getLast(), value));
        }
    }

    private boolean isSingle(Setting setting) {
        if (setting.values().size() > 1) {
            problem(setting, "is given more than once");
        }
        return setting.values().size() == 1;
    }

    private void unknown(Setting setting, TargetSearch search) {
        var end = search.deadEnd();
        int cut = end.rest().indexOf(setting.spelling().separator);
        var name = cut < 0 ? end.rest() : end.rest().substring(0, cut);
        var known = search.names(end.element());
        if (known.contains(end.rest())) {
            problem(setting, "leads to an element, not to a value: go on with what is in it");
            return;
        }
        var meant = DidYouMean.closest(end.rest(), known).isPresent() ? end.rest() : name;
        var where = end.element().path().isEmpty() ? "the root" : end.element().path();
        problem(
                setting,
                "leads nowhere: %s has no %s%s"
                        .formatted(where, Shown.quoted(meant), DidYouMean.hint(meant, known)));
    }

    private void problem(Setting setting, String message) {
        var origin = setting.origin();
        var path = setting.spelling() == Setting.Spelling.PROPERTY ? setting.path() : "";
        problems.add(new Problem(origin.file(), origin.line(), path, message));
    }
}
