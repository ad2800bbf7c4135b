package io.staffetta.kernel.config;

import java.util.List;
import java.util.Optional;

/// What the kernel knows of an element before it reads it.
///
/// @param name element name
/// @param keys attributes of which the first that is there tells it from its siblings; empty if it
///   stands alone or has none
/// @param attributes the kernel's attributes
/// @param children the kernel's child elements
/// @param content what it holds beside them
/// @param many whether it may be repeated
record Shape(
        String name,
        List<String> keys,
        List<String> attributes,
        List<Shape> children,
        Content content,
        boolean many) {

    /// What an element holds.
    enum Content {
        /// The kernel's child elements only.
        ELEMENTS,
        /// A text, or the items of a list.
        TEXT,
        /// Settings: whatever the record they are bound to knows.
        SETTINGS
    }

    static Shape section(String name, Shape... children) {
        return new Shape(name, List.of(), List.of(), List.of(children), Content.ELEMENTS, false);
    }

    static Shape settings(String name, String... attributes) {
        return new Shape(name, List.of(), List.of(attributes), List.of(), Content.SETTINGS, false);
    }

    static Shape list(String name, String item) {
        var items = new Shape(item, List.of(), List.of(), List.of(), Content.TEXT, true);
        return new Shape(name, List.of(), List.of(), List.of(items), Content.TEXT, false);
    }

    Shape with(Shape... more) {
        return new Shape(name, keys, attributes, List.of(more), content, many);
    }

    Shape with(String... more) {
        return new Shape(name, keys, List.of(more), children, content, many);
    }

    /// Repeated, told apart by the first of these attributes that is there.
    Shape each(String... keyAttributes) {
        return new Shape(name, List.of(keyAttributes), attributes, children, content, true);
    }

    Optional<Shape> child(String element) {
        return children.stream().filter(c -> c.name().equals(element)).findFirst();
    }

    List<String> childNames() {
        return children.stream().map(Shape::name).toList();
    }

    /// Whether elements unknown to the kernel may stand in it.
    boolean isOpen() {
        return content == Content.SETTINGS;
    }
}
