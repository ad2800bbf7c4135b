package io.staffetta.kernel.session;

import java.util.Locale;
import java.util.Optional;

/// What came of a call of plugin code.
sealed interface CallResult<T> {

    /// A value, in time.
    record Returned<T>(T value) implements CallResult<T> {}

    /// Nothing to rely on.
    ///
    /// @param detail one line for the log
    record Failed<T>(Cause cause, String detail, Optional<Throwable> thrown)
            implements CallResult<T> {}

    /// Why a call failed.
    enum Cause {
        /// It threw, or a class could not be linked.
        ERROR,
        /// It missed its deadline and was abandoned.
        TIMEOUT,
        /// It was not made: too many abandoned calls of the same component still run.
        BLOCKED,
        /// The session was interrupted while it waited.
        INTERRUPTED;

        /// As the label of a metric.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
