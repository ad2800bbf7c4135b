package io.staffetta.ban;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `ban`.
public final class BanPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("ban", BanHook.class, BanSettings.class);
    }
}
