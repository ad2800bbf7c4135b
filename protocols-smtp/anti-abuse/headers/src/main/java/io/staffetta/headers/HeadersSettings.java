package io.staffetta.headers;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of the hook `headers`.
///
/// @param maxFields most fields
/// @param maxFieldSize most octets of one field
/// @param maxSize most octets of all fields
/// @param maxLine most octets of a line without its end (RFC 5322 §2.1.1)
/// @param required names of fields that must be there (RFC 5322 §3.6)
/// @param once names of fields that may occur once (RFC 5322 §3.6)
/// @param datePast how old `Date` may be
/// @param dateFuture how far `Date` may lie in the future
/// @param severalAuthors whether `From` may hold several mailboxes
/// @param fromAlignedWith what `From` must agree with
/// @param skipAuthenticated whether clients that have logged in are not checked
/// @param actions what follows
public record HeadersSettings(
        Optional<Integer> maxFields,
        Optional<Integer> maxFieldSize,
        Optional<Integer> maxSize,
        Optional<Integer> maxLine,
        List<String> required,
        List<String> once,
        @Nullable Duration datePast,
        @Nullable Duration dateFuture,
        boolean severalAuthors,
        @Nullable Alignment fromAlignedWith,
        boolean skipAuthenticated,
        @Nullable Actions actions) {

    private static final List<String> ONCE =
            List.of(
                    "Date",
                    "From",
                    "Sender",
                    "Reply-To",
                    "To",
                    "Cc",
                    "Bcc",
                    "Message-ID",
                    "In-Reply-To",
                    "References",
                    "Subject");

    /// What `From` must agree with.
    public enum Alignment {
        /// Nothing.
        NONE,
        /// Its domain is the one of the reverse-path, one above it or one below it; the null
        /// reverse-path agrees with everything.
        REVERSE_PATH,
        /// An account may use each of its addresses; only for clients that have logged in.
        ACCOUNT
    }

    public HeadersSettings {
        maxFields = atLeast("max-fields", maxFields, 1, 500);
        maxFieldSize = atLeast("max-field-size", maxFieldSize, 78, 64 * 1024);
        maxSize = atLeast("max-size", maxSize, 78, 256 * 1024);
        maxLine = atLeast("max-line", maxLine, 78, 998);
        required = required.isEmpty() ? List.of("From", "Date") : List.copyOf(required);
        once = once.isEmpty() ? ONCE : List.copyOf(once);
        datePast = notNegative("date-past", datePast, Duration.ofDays(30));
        dateFuture = notNegative("date-future", dateFuture, Duration.ofDays(2));
        fromAlignedWith = fromAlignedWith == null ? Alignment.NONE : fromAlignedWith;
        actions = actions == null ? Actions.DEFAULT : actions;
    }

    private static Optional<Integer> atLeast(
            String name, Optional<Integer> value, int least, int otherwise) {
        if (value.isPresent() && value.get() < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
        return Optional.of(value.orElse(otherwise));
    }

    private static Duration notNegative(String name, @Nullable Duration value, Duration otherwise) {
        if (value != null && value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative");
        }
        return value == null ? otherwise : value;
    }
}
