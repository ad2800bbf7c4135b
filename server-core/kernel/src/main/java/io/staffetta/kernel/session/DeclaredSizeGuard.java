package io.staffetta.kernel.session;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;

import java.util.Optional;

/// A message that says it is too large need not be sent (RFC 1870 §6.1).
record DeclaredSizeGuard(long limit) implements MailGuard {

    @Override
    public String name() {
        return "size";
    }

    @Override
    public Optional<Refusal> check(
            ReversePath sender, MailParameters parameters, SessionFacts session) {
        return parameters.size().orElse(0) > limit
                ? Optional.of(new Refusal(Replies.TOO_LARGE, name()))
                : Optional.empty();
    }
}
