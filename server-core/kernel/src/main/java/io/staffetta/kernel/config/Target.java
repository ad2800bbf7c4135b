package io.staffetta.kernel.config;

import java.util.List;

/// What the path of a [Setting] leads to.
sealed interface Target {

    /// An attribute, which need not be there.
    record Attribute(Element element, String name) implements Target {}

    /// The text of the child elements of that name.
    ///
    /// @param present those that are there and get replaced
    record Texts(Element parent, String name, List<Element> present) implements Target {}

    /// Settings that are not there: names to be created in an element that takes any.
    record Created(Element parent, String rest) implements Target {}

    /// For messages.
    default String path() {
        return switch (this) {
            case Attribute(var element, var name) -> element.path() + "/@" + name;
            case Texts(var parent, var name, var present) ->
                    present.size() == 1 ? present.getFirst().path() : parent.path() + "/" + name;
            case Created(var parent, var rest) -> parent.path() + "/" + rest;
        };
    }
}
