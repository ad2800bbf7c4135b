package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.util.Optional;

/// Who logged in sends under its own addresses only (RFC 6409 §6.1). The null reverse-path is
/// everybody's: mail readers send disposition notifications with it (RFC 8098 §3).
record SenderGuard(Lookups lookups) implements MailGuard {

    @Override
    public String name() {
        return "sender-owner";
    }

    @Override
    public Optional<Refusal> check(
            ReversePath sender, MailParameters parameters, SessionFacts session) {
        return switch (sender) {
            case ReversePath.Null() -> Optional.empty();
            case ReversePath.Sender(var mailbox) ->
                    session.identity().flatMap(identity -> check(identity, mailbox));
        };
    }

    private Optional<Refusal> check(Identity identity, Mailbox mailbox) {
        return lookups.maySendAs(identity.account(), mailbox)
                .map(owned ->
                        owned
                                ? Optional.<Refusal>empty()
                                : Optional.of(new Refusal(Replies.NOT_OWNER, name())))
                .orElseGet(() -> Optional.of(new Refusal(Replies.LOOKUP_FAILED, name())));
    }
}
