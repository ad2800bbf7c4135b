package io.staffetta.smtp;

import io.staffetta.smtp.io.Time;
import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.spi.host.Meters;

import jakarta.inject.Inject;

/// Message submission (RFC 6409): who sends must authenticate.
public final class SubmissionProtocol extends SmtpProtocol {

    @Inject
    SubmissionProtocol(SmtpSettings settings, Meters meters) {
        this(settings, meters, Time.SYSTEM);
    }

    SubmissionProtocol(SmtpSettings settings, Meters meters, Time time) {
        super(Dialect.SMTP, settings, meters, time);
    }

    @Override
    public AuthUse defaultAuth() {
        return AuthUse.REQUIRED;
    }
}
