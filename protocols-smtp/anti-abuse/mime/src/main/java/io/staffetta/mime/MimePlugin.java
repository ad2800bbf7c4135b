package io.staffetta.mime;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class MimePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
