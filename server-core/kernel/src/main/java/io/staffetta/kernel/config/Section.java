package io.staffetta.kernel.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads what the kernel knows of one element. A mistake is noted, and a stand-in returned, so that
/// reading goes on to the next mistake.
record Section(SettingsTree tree, Problems problems) {

    /// The section of a child; an empty one if it is not there.
    Section child(String name) {
        return new Section(
                tree.child(name)
                        .orElseGet(() ->
                                new SettingsTree(
                                        name,
                                        Map.of(),
                                        List.of(),
                                        "",
                                        tree.location().withPath(below(name)))),
                problems);
    }

    List<Section> children(String name) {
        return tree.children(name).stream().map(child -> new Section(child, problems)).toList();
    }

    /// An attribute that may be missing.
    <T> Optional<T> attribute(String name, Function<String, T> reader) {
        return tree.attribute(name).flatMap(text -> read(name, text, reader));
    }

    /// An attribute that must be there.
    <T> T required(String name, Function<String, T> reader, T standIn) {
        if (tree.attribute(name).isEmpty()) {
            problem("attribute '" + name + "' is missing");
        }
        return attribute(name, reader).orElse(standIn);
    }

    String required(String name) {
        return required(name, Section::nonEmpty, "");
    }

    /// The items of a list, written as elements or between blanks or commas.
    <T> List<T> items(String item, Function<String, T> reader) {
        var found = new LinkedHashMap<T, SettingsTree>();
        var elements = tree.children(item);
        for (var element : elements) {
            read(element, element.text(), reader).ifPresent(value -> once(found, value, element));
        }
        for (var text : Text.items(tree.text())) {
            read(tree, text, reader).ifPresent(value -> once(found, value, tree));
        }
        return List.copyOf(found.keySet());
    }

    /// The items of an attribute, between blanks or commas; none if it is missing.
    List<String> attributeItems(String name) {
        var items = attribute(name, Section::nonEmpty).map(Text::items).orElse(List.of());
        var once = new LinkedHashSet<String>();
        for (var item : items) {
            if (!once.add(item)) {
                problem(name, "'" + item + "' is given more than once");
            }
        }
        return List.copyOf(once);
    }

    /// A component whose name stands in an attribute.
    ComponentConfig component(String nameAttribute) {
        return new ComponentConfig(required(nameAttribute), tree.settings(Set.of()));
    }

    void problem(String message) {
        problems.add(tree.location(), message);
    }

    void problem(String attribute, String message) {
        problems.add(tree.attributeLocation(attribute), message);
    }

    static String nonEmpty(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty");
        }
        return text;
    }

    private <T> Optional<T> read(String attribute, String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            problem(attribute, Shown.quoted(text) + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private <T> Optional<T> read(SettingsTree at, String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(at.location(), Shown.quoted(text) + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private <T> void once(Map<T, SettingsTree> found, T value, SettingsTree at) {
        if (found.putIfAbsent(value, at) != null) {
            problems.add(at.location(), "'" + value + "' is given more than once");
        }
    }

    private String below(String name) {
        return tree.location().path().isEmpty() ? name : tree.location().path() + "/" + name;
    }
}
