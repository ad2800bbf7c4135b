package io.staffetta.dmarc;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `dmarc` (RFC 9989).
public final class DmarcPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("dmarc", DmarcHook.class, DmarcSettings.class);
    }
}
