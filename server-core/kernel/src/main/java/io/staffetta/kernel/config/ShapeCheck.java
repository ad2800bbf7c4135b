package io.staffetta.kernel.config;

/// Finds elements and attributes that the kernel does not know.
record ShapeCheck(Problems problems) {

    void check(SettingsTree tree, Shape shape) {
        for (var attribute : tree.attributes().keySet()) {
            if (!shape.attributes().contains(attribute)) {
                problems.add(
                        tree.attributeLocation(attribute),
                        "unknown attribute" + DidYouMean.hint(attribute, shape.attributes()));
            }
        }
        if (shape.content() == Shape.Content.ELEMENTS && !tree.text().isEmpty()) {
            problems.add(tree.location(), "text is not allowed here");
        }
        for (var child : tree.children()) {
            var known = shape.child(child.name());
            if (known.isPresent()) {
                check(child, known.get());
            } else if (!shape.isOpen()) {
                problems.add(
                        child.location(),
                        "unknown element" + DidYouMean.hint(child.name(), shape.childNames()));
            }
        }
        shape.children().stream()
                .filter(child -> !child.many())
                .flatMap(child -> tree.children(child.name()).stream().skip(1))
                .forEach(second -> problems.add(second.location(), "is given more than once"));
    }
}
