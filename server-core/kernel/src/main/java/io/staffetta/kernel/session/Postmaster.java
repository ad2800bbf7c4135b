package io.staffetta.kernel.session;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.util.Optional;

/// Finds the postmaster of the server. RFC 5321 §4.5.1 wants `<Postmaster>` to be deliverable, and
/// a protocol maps it to `postmaster@` the server's name, which is often no mail domain: then the
/// nearest local domain above it answers, `postmaster@example.org` for `mail.example.org`.
final class Postmaster {

    private Postmaster() {}

    static boolean isOf(String hostname, Mailbox mailbox) {
        return mailbox.localPart().equalsIgnoreCase("postmaster")
                && mailbox.domain().name().equalsIgnoreCase(hostname);
    }

    /// The mailbox to resolve instead; empty if no local domain is above the server's name.
    static Optional<Mailbox> substitute(Mailbox mailbox, Directory directory) {
        var name = mailbox.domain().name();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            var parent = new Domain(name.substring(dot + 1));
            if (directory.isLocal(parent)) {
                return Optional.of(new Mailbox(mailbox.localPart(), parent));
            }
        }
        return Optional.empty();
    }
}
