package io.staffetta.remote;

import io.staffetta.spi.MailPlugin;

/// Offers the transports `remote` and `lmtp`.
public final class RemotePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.transport("remote", RemoteTransport.class, RemoteSettings.class);
        registrar.transport("lmtp", LmtpTransport.class, LmtpSettings.class);
    }
}
