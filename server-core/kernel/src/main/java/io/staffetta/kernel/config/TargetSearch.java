package io.staffetta.kernel.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Follows the path of a [Setting] down the elements. An element is named by its own name, by its
/// key (the `name` of a listener, the `use` of a component), or by both: `listeners.mx`,
/// `chain.inbound`, `hook[2]`. Since keys may contain separators, every way to split the path is
/// tried.
final class TargetSearch {

    private final Setting setting;
    private final Set<Target> exact = new LinkedHashSet<>();
    private final List<Target.Created> creatable = new ArrayList<>();
    private DeadEnd deadEnd;

    /// How far the path led.
    record DeadEnd(Element element, String rest) {}

    TargetSearch(Setting setting, Element root) {
        this.setting = setting;
        this.deadEnd = new DeadEnd(root, setting.path());
        walk(root, setting.path());
    }

    /// What the path may mean: one target if it is right.
    Collection<Target> found() {
        if (!exact.isEmpty()) {
            return exact;
        }
        var shortest =
                creatable.stream().mapToInt(c -> c.rest().length()).min().stream().boxed().toList();
        return creatable.stream()
                .filter(c -> shortest.contains(c.rest().length()))
                .map(Target.class::cast)
                .toList();
    }

    /// Where the path stopped making sense.
    DeadEnd deadEnd() {
        return deadEnd;
    }

    /// The names with which the path could have gone on from an element.
    List<String> names(Element at) {
        var names = new LinkedHashSet<String>();
        at.shape.stream().flatMap(shape -> shape.attributes().stream()).forEach(names::add);
        at.children.forEach(child -> names.add(at.parent.isEmpty() ? child.name : child.label()));
        at.shape.stream()
                .flatMap(shape -> shape.children().stream())
                .filter(child -> at.parent.isEmpty() || !child.many())
                .map(Shape::name)
                .forEach(names::add);
        return names.stream().map(this::spelled).toList();
    }

    private void walk(Element at, String rest) {
        if (rest.length() < deadEnd.rest().length()) {
            deadEnd = new DeadEnd(at, rest);
        }
        at.shape.stream()
                .flatMap(shape -> shape.attributes().stream())
                .filter(attribute -> rest.equals(spelled(attribute)))
                .forEach(attribute -> exact.add(new Target.Attribute(at, attribute)));
        for (var child : children(at)) {
            for (var name : spellings(child)) {
                if (rest.equals(name)) {
                    end(at, child, name);
                } else if (rest.startsWith(name + setting.spelling().separator)) {
                    walk(child, rest.substring(name.length() + 1));
                }
            }
        }
        if (at.isOpen() && rest.matches("[A-Za-z][A-Za-z0-9._-]*")) {
            creatable.add(new Target.Created(at, rest));
        }
    }

    private void end(Element at, Element child, String name) {
        if (child.shape.filter(shape -> shape.content() != Shape.Content.TEXT).isPresent()) {
            return;
        }
        var present = at.children.stream().filter(c -> c.name.equals(child.name)).toList();
        boolean all = name.equals(spelled(child.name));
        exact.add(new Target.Texts(at, child.name, all ? present : List.of(child)));
    }

    /// Those that are there, and those the kernel knows that could be.
    private List<Element> children(Element at) {
        var all = new ArrayList<>(at.children);
        at.shape.stream()
                .flatMap(shape -> shape.children().stream())
                .filter(known -> !known.many() || known.content() == Shape.Content.TEXT)
                .map(Shape::name)
                .filter(name -> at.children.stream().noneMatch(c -> c.name.equals(name)))
                .forEach(name -> all.add(at.child(name, new Element.Value("", setting.origin()))));
        return all;
    }

    /// The longest first, so that a path is split as late as possible.
    private List<String> spellings(Element child) {
        var names = new LinkedHashSet<>(List.of(spelled(child.name)));
        var key = child.key();
        if (key != null) {
            names.add(spelled(key));
            names.add(spelled(child.name + "." + key));
            names.add(spelled(child.name + "[" + key + "]"));
        }
        var siblings = child.siblings();
        if (siblings.size() > 1) {
            names.add(spelled(child.name + "[" + (siblings.indexOf(child) + 1) + "]"));
        }
        return names.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    private String spelled(String name) {
        return setting.spelling().of(name);
    }
}
