package io.staffetta.relay;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;

/// Offers the relay permits `authenticated` and `networks`.
public final class RelayPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.relayPolicy("authenticated", AuthenticatedPolicy.class, NoSettings.class);
        registrar.relayPolicy("networks", NetworksPolicy.class, NetworksSettings.class);
    }
}
