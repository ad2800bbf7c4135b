package io.staffetta.kernel.config;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An element while the configuration is put together: overrides and interpolation change it, then
/// it becomes a [SettingsTree]. Used by one thread.
final class Element {

    /// Where something was written.
    record Origin(String file, int line) {
        boolean isSameAs(Origin other) {
            return line == other.line && file.equals(other.file);
        }
    }

    /// A text with where it was written.
    ///
    /// @param text its value
    /// @param written its form before interpolation
    /// @param verbatim whether `${…}` means nothing in it
    record Value(String text, String written, Origin origin, boolean verbatim) {
        Value(String text, Origin origin) {
            this(text, text, origin, false);
        }

        Value interpolated(String result) {
            return new Value(result, written, origin, verbatim);
        }
    }

    final String name;
    final Optional<Element> parent;
    final Optional<Shape> shape;
    final Map<String, Value> attributes = new LinkedHashMap<>();
    final List<Element> children = new ArrayList<>();
    Value text;

    private Element(String name, Optional<Element> parent, Optional<Shape> shape, Value text) {
        this.name = name;
        this.parent = parent;
        this.shape = shape;
        this.text = text;
    }

    static Element root(Value text) {
        var shape = Shapes.STAFFETTA;
        return new Element(shape.name(), Optional.empty(), Optional.of(shape), text);
    }

    /// Makes a child that is not yet among the children.
    Element child(String childName, Value childText) {
        var childShape = shape.flatMap(s -> s.child(childName));
        return new Element(childName, Optional.of(this), childShape, childText);
    }

    /// Makes sure that it and all above it are among the children of their parents.
    void attach() {
        parent.filter(above -> !above.children.contains(this))
                .ifPresent(above -> {
                    above.attach();
                    above.children.add(this);
                });
    }

    /// Whether elements unknown to the kernel may stand in it.
    boolean isOpen() {
        return shape.map(Shape::isOpen).orElse(true);
    }

    /// The attribute that tells it from its siblings.
    @Nullable String key() {
        return shape.stream()
                .flatMap(known -> known.keys().stream())
                .map(attributes::get)
                .filter(value -> value != null && !value.text().isBlank())
                .map(Value::text)
                .findFirst()
                .orElse(null);
    }

    List<Element> siblings() {
        return parent.stream()
                .flatMap(above -> above.children.stream())
                .filter(sibling -> sibling.name.equals(name))
                .toList();
    }

    /// Such as `chain[inbound]/hook[2]`; empty for the root.
    String path() {
        if (parent.isEmpty()) {
            return "";
        }
        var above = parent.get().path();
        return (above.isEmpty() ? "" : above + "/") + name + place();
    }

    SettingsTree.Location location(Origin where) {
        return new SettingsTree.Location(where.file(), where.line(), path());
    }

    SettingsTree tree() {
        var values = new LinkedHashMap<String, String>();
        var moved = new LinkedHashMap<String, SettingsTree.Location>();
        attributes.forEach((attribute, value) -> {
            values.put(attribute, value.text());
            if (!value.origin().isSameAs(text.origin())) {
                moved.put(attribute, location(value.origin()));
            }
        });
        var below = children.stream().map(Element::tree).toList();
        return new SettingsTree(
                name, values, below, text.text(), location(text.origin()), text.written(), moved);
    }

    /// The shortest name that tells it from its siblings.
    String label() {
        var key = key();
        return key != null && place().equals("[" + key + "]") ? key : name + place();
    }

    private String place() {
        var siblings = siblings();
        var key = key();
        if (key != null && siblings.stream().filter(s -> key.equals(s.key())).count() <= 1) {
            return "[" + key + "]";
        }
        return siblings.size() > 1 ? "[" + (siblings.indexOf(this) + 1) + "]" : "";
    }
}
