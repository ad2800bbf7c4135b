package io.staffetta.kernel.session;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Protocol;

import java.util.Optional;

/// Strangers are refused where the listener serves users only (RFC 4954 §6, RFC 6409 §4.3).
record AuthenticationGuard(Protocol.AuthUse use) implements MailGuard {

    @Override
    public String name() {
        return "auth-required";
    }

    @Override
    public Optional<Refusal> check(
            ReversePath sender, MailParameters parameters, SessionFacts session) {
        return use == Protocol.AuthUse.REQUIRED && session.identity().isEmpty()
                ? Optional.of(new Refusal(Replies.AUTH_REQUIRED, name()))
                : Optional.empty();
    }
}
