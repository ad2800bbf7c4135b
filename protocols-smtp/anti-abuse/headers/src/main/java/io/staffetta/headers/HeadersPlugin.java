package io.staffetta.headers;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `headers`.
public final class HeadersPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("headers", HeadersHook.class, HeadersSettings.class);
    }
}
