package io.staffetta.ldap;

import io.staffetta.spi.mail.Mailbox;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// The forms of a mailbox under which it may be found.
final class Addresses {

    private Addresses() {}

    /// Lower case and NFC; the mailbox itself where that is longer than a mailbox may be.
    static Mailbox fold(Mailbox mailbox) {
        try {
            return mailbox.isAscii() ? mailbox.folded() : nfc(nfc(mailbox).folded());
        } catch (IllegalArgumentException e) {
            return mailbox;
        }
    }

    /// The mailbox, then that without its sub-address.
    ///
    /// @param separator begins a sub-address; empty for none
    static List<Mailbox> candidates(Mailbox mailbox, String separator) {
        var folded = fold(mailbox);
        var candidates = new ArrayList<>(List.of(folded));
        int detail = separator.isEmpty() ? -1 : folded.localPart().indexOf(separator);
        if (detail > 0) {
            candidates.add(new Mailbox(folded.localPart().substring(0, detail), folded.domain()));
        }
        return candidates;
    }

    private static Mailbox nfc(Mailbox mailbox) {
        return new Mailbox(
                Normalizer.normalize(mailbox.localPart(), Normalizer.Form.NFC), mailbox.domain());
    }
}
