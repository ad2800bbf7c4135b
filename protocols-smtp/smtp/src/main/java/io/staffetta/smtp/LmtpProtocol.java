package io.staffetta.smtp;

import io.staffetta.smtp.io.Time;
import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.spi.host.Meters;

import jakarta.inject.Inject;

/// LMTP (RFC 2033): an answer for each recipient.
public final class LmtpProtocol extends SmtpProtocol {

    @Inject
    LmtpProtocol(SmtpSettings settings, Meters meters) {
        this(settings, meters, Time.SYSTEM);
    }

    LmtpProtocol(SmtpSettings settings, Meters meters, Time time) {
        super(Dialect.LMTP, settings, meters, time);
    }

    @Override
    public AuthUse defaultAuth() {
        return AuthUse.NONE;
    }
}
