package io.staffetta.spi.mail;

/// The reverse-path of a transaction: where reports go (RFC 5321 §4.1.1.2).
public sealed interface ReversePath {

    /// The null reverse-path `<>` of reports, which must never cause another report.
    ReversePath NULL = new Null();

    /// `<>`.
    record Null() implements ReversePath {
        @Override
        public String toString() {
            return "";
        }
    }

    /// A sender that wants to hear of failures.
    record Sender(Mailbox mailbox) implements ReversePath {
        @Override
        public String toString() {
            return mailbox.toString();
        }
    }

    /// The reverse-path for a mailbox.
    static ReversePath of(Mailbox mailbox) {
        return new Sender(mailbox);
    }

    /// Parses what stands between `<` and `>`; empty text is the null reverse-path.
    ///
    /// @throws IllegalArgumentException if it is neither empty nor a mailbox
    static ReversePath parse(String text) {
        return text.isEmpty() ? NULL : of(Mailbox.parse(text));
    }
}
