package io.staffetta.tls.boringssl;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;

/// Offers BoringSSL.
public final class BoringSslPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.tlsProvider("boringssl", BoringSsl.class, NoSettings.class);
    }
}
