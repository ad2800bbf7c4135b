package io.staffetta.remote;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;

/// Offers the transport `remote`.
public final class RemotePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.transport("remote", RemoteTransport.class, NoSettings.class);
    }
}
