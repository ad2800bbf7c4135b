package io.staffetta.kernel.session;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;

import java.util.Optional;

/// What `MAIL AUTH=` counts for (RFC 4954 §5): it is believed of a client that authenticated as an
/// account which may send as that mailbox. From all others it is taken as `AUTH=<>`.
record Submitter(Lookups lookups) {

    MailParameters believed(MailParameters given, SessionFacts session) {
        var claimed = given.submitter();
        return claimed.isEmpty() || claimed.get().isEmpty() || isBelieved(claimed.get(), session)
                ? given
                : new MailParameters(
                        given.size(),
                        given.body(),
                        given.smtpUtf8(),
                        given.requireTls(),
                        given.envelopeId(),
                        given.returned(),
                        Optional.of(""));
    }

    private boolean isBelieved(String mailbox, SessionFacts session) {
        return session.identity().map(identity -> owns(identity.account(), mailbox)).orElse(false);
    }

    /// A store that cannot tell confirms nothing.
    private boolean owns(String account, String mailbox) {
        try {
            return lookups.maySendAs(account, Mailbox.parse(mailbox)).orElse(false);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
