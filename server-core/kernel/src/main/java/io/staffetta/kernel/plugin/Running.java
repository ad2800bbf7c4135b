package io.staffetta.kernel.plugin;

import io.staffetta.spi.Component;

/// A component with what its life cycle needs to know.
///
/// @param name for messages
/// @param component the instance
/// @param loader context class loader of its calls
public record Running(String name, Component component, ClassLoader loader) {

    /// A component that was constructed.
    public static Running of(Planned<?> plan, Components components) {
        return new Running(plan.toString(), components.get(plan), plan.plugin().loader());
    }
}
