package io.staffetta.mime;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `mime`.
public final class MimePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("mime", MimeHook.class, MimeSettings.class);
    }
}
