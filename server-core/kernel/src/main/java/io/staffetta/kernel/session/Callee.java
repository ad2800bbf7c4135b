package io.staffetta.kernel.session;

import java.time.Duration;

/// Plugin code to be called.
///
/// @param component the object whose code it is; its class loader becomes the thread's
/// @param name for logs, metrics and thread names
/// @param deadline the longest a call may take
/// @param interrupt whether a late call is interrupted; one that may be inside a store is not, for
///   an interrupt closes the file under an embedded database
/// @param maxAbandoned abandoned calls of this component that may run before it is left alone
/// @param brief whether the answer is mostly in memory, so that another carrier would cost more
///   than the call
record Callee(
        Object component,
        String name,
        Duration deadline,
        boolean interrupt,
        int maxAbandoned,
        boolean brief) {

    Callee(Object component, String name, Duration deadline, boolean interrupt, int maxAbandoned) {
        this(component, name, deadline, interrupt, maxAbandoned, false);
    }
}
