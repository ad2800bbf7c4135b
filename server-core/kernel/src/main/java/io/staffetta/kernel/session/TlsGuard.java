package io.staffetta.kernel.session;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.tls.TlsTerms;

import java.util.Optional;

/// Mail in clear is refused where the listener requires TLS (RFC 3207 §4).
record TlsGuard(TlsTerms terms) implements MailGuard {

    @Override
    public String name() {
        return "tls-required";
    }

    @Override
    public Optional<Refusal> check(
            ReversePath sender, MailParameters parameters, SessionFacts session) {
        return terms.required() == TlsTerms.Required.MAIL && session.tls().isEmpty()
                ? Optional.of(new Refusal(Replies.TLS_REQUIRED, name()))
                : Optional.empty();
    }
}
