package io.staffetta.smtp;

import io.staffetta.smtp.io.Time;
import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.spi.host.Meters;

import jakarta.inject.Inject;

/// SMTP between servers (RFC 5321): nobody has to authenticate, and nobody is asked to.
public final class MxProtocol extends SmtpProtocol {

    @Inject
    MxProtocol(SmtpSettings settings, Meters meters) {
        this(settings, meters, Time.SYSTEM);
    }

    MxProtocol(SmtpSettings settings, Meters meters, Time time) {
        super(Dialect.SMTP, settings, meters, time);
    }

    @Override
    public AuthUse defaultAuth() {
        return AuthUse.NONE;
    }
}
