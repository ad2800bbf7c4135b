package io.staffetta.dkim;

import io.staffetta.spi.MailPlugin;

/// Offers the hooks `dkim`, which verifies signatures, and `dkim-sign`, which makes them.
public final class DkimPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("dkim", DkimHook.class, DkimSettings.class);
        registrar.hook("dkim-sign", DkimSignHook.class, DkimSignSettings.class);
    }
}
