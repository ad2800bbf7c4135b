package io.staffetta.smtp;

import io.staffetta.spi.MailPlugin;

/// Offers SMTP as the protocols `smtp` (from other servers), `submission` (from users) and `lmtp`.
public final class SmtpPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.protocol("smtp", MxProtocol.class, SmtpSettings.class);
        registrar.protocol("submission", SubmissionProtocol.class, SmtpSettings.class);
        registrar.protocol("lmtp", LmtpProtocol.class, SmtpSettings.class);
    }
}
