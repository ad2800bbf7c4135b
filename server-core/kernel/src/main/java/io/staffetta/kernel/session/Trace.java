package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.mail.Reply;

import java.util.List;

/// Hears what hooks, guards and relay policies say. A session that really happens has [#NONE].
interface Trace {

    /// Hears nothing.
    Trace NONE = new Trace() {};

    /// A hook found something, of which it will now be told what it decided.
    default void found(List<Finding> findings) {}

    /// A hook decided.
    ///
    /// @param label the decision in a word
    default void hook(Phase phase, ConfiguredHook hook, String label, Object decision) {}

    /// A hook failed.
    default void hookFailed(Phase phase, ConfiguredHook hook, CallResult.Failed<?> failure) {}

    /// A guard has no objection.
    ///
    /// @param detail what it found
    default void passed(Phase phase, String guard, Object detail) {}

    /// A guard refuses.
    default void refused(Phase phase, String guard, Reply reply) {}

    /// A relay policy answered.
    ///
    /// @param result whether it permits
    default void permit(String name, String result, Object detail) {}
}
