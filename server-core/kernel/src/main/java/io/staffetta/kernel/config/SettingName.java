package io.staffetta.kernel.config;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;

/// What the elements of a record component are called.
///
/// @param name the component's own name, in kebab-case
/// @param singulars names of single items, if it is a list with a name in the plural
record SettingName(String name, List<String> singulars) {

    SettingName(RecordComponent component) {
        this(Kebab.ofComponent(component.getName()), singularsOf(component));
    }

    boolean accepts(String element) {
        return name.equals(element) || singulars.contains(element);
    }

    /// The name to tell the operator.
    String shown() {
        return singulars.isEmpty() ? name : singulars.getFirst();
    }

    /// Whether an element of that name holds all items.
    boolean isWrapper(String element) {
        return !singulars.isEmpty() && name.equals(element);
    }

    private static List<String> singularsOf(RecordComponent component) {
        return Collection.class.isAssignableFrom(component.getType())
                ? Kebab.singulars(Kebab.ofComponent(component.getName()))
                : List.of();
    }
}
