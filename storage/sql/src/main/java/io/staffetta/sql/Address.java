package io.staffetta.sql;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.text.Normalizer;
import java.util.Optional;

/// A mailbox or a catch-all in the form it is stored and looked up by.
///
/// @param name `local-part@domain` in lower case and NFC, or `@domain`
record Address(String name, Domain domain) {

    static Address of(Mailbox mailbox) {
        return new Address(fold(mailbox).toString(), mailbox.domain());
    }

    static Address catchAll(Domain domain) {
        return new Address("@" + domain, domain);
    }

    /// Parses a mailbox, or `@domain`.
    ///
    /// @throws IllegalArgumentException if it is neither
    static Address parse(String text) {
        return text.startsWith("@")
                ? catchAll(Domain.parse(text.substring(1)))
                : of(Mailbox.parse(text));
    }

    /// The mailbox a client means by its login; empty if it cannot be one.
    static Optional<Address> ofLogin(String login) {
        try {
            return Optional.of(of(Mailbox.parse(login.strip())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Lower case and NFC; the mailbox itself where that is longer than a mailbox may be. Lower
    /// case may decompose a letter, so NFC comes first and last.
    static Mailbox fold(Mailbox mailbox) {
        try {
            return mailbox.isAscii() ? mailbox.folded() : nfc(nfc(mailbox).folded());
        } catch (IllegalArgumentException _) {
            return mailbox;
        }
    }

    private static Mailbox nfc(Mailbox mailbox) {
        return new Mailbox(
                Normalizer.normalize(mailbox.localPart(), Normalizer.Form.NFC), mailbox.domain());
    }
}
