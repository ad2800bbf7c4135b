package io.staffetta.maildir;

import io.staffetta.spi.MailPlugin;

/// Offers the transport `maildir`.
public final class MaildirPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.transport("maildir", MaildirTransport.class, MaildirSettings.class);
    }
}
