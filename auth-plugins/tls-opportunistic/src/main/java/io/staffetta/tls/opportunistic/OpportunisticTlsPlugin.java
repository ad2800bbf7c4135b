package io.staffetta.tls.opportunistic;

import io.staffetta.spi.MailPlugin;

/// Offers the TLS policy `opportunistic`.
public final class OpportunisticTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.tlsPolicy(
                "opportunistic", OpportunisticTls.class, OpportunisticTlsSettings.class);
    }
}
