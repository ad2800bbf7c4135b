package io.staffetta.kernel.plugin;

import io.staffetta.kernel.config.Problem;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.util.ServiceConfigurationError;

/// Words failures for operators.
public final class Faults {

    private Faults() {}

    /// One line for a failure: what an exception says where it was thrown to be shown, and its
    /// class as well where the message alone would say nothing.
    public static String line(Throwable failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() != null) {
            return line(failure.getCause());
        }
        var message = firstLine(failure.getMessage());
        if (failure instanceof LinkageError || failure instanceof ReflectiveOperationException) {
            return "%s: %s; is a library of the plugin missing, or was it made for another Java?"
                    .formatted(failure.getClass().getSimpleName(), message);
        }
        if (message.isEmpty() || isBare(failure)) {
            return failure.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
        }
        return message;
    }

    /// A problem of a plugin as a whole.
    ///
    /// @param place where the plugin is
    static Problem of(String place, String message) {
        return new Problem(place, 0, "", message);
    }

    /// Messages of these were not written for operators.
    private static boolean isBare(Throwable failure) {
        return failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException
                || (failure instanceof Error && !(failure instanceof ServiceConfigurationError));
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("").strip();
    }
}
