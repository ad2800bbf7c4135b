package io.staffetta.sasl.scram;

import io.staffetta.spi.MailPlugin;

/// Offers the SASL mechanisms `scram-sha-1`, `scram-sha-256` and `scram-sha-512`, each with its
/// `-PLUS` form.
public final class ScramPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.mechanism("scram-sha-1", ScramSha1.class, ScramSettings.class);
        registrar.mechanism("scram-sha-256", ScramSha256.class, ScramSettings.class);
        registrar.mechanism("scram-sha-512", ScramSha512.class, ScramSettings.class);
    }
}
