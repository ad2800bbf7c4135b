package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A recipient of a transaction.
///
/// @param given what the client, or a hook, gave
/// @param parameters the parameters of RCPT
/// @param targets where it leads; empty for one that a hook added and no guard has seen yet
record AcceptedRecipient(Mailbox given, RecipientParameters parameters, List<Mailbox> targets) {

    AcceptedRecipient {
        targets = List.copyOf(targets);
    }

    /// As hooks see it.
    Recipient asGiven() {
        return new Recipient(given, given, parameters);
    }

    /// As the envelope has it.
    Stream<Recipient> resolved() {
        return targets.stream().map(target -> new Recipient(target, given, parameters));
    }

    boolean isUnguarded() {
        return targets.isEmpty();
    }

    boolean is(Mailbox other) {
        return given.domain().equals(other.domain())
                && lower(given.localPart()).equals(lower(other.localPart()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
