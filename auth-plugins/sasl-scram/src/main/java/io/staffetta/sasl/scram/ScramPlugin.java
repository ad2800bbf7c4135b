package io.staffetta.sasl.scram;

import io.staffetta.spi.MailPlugin;

/// SASL SCRAM with SHA-1, SHA-256 and SHA-512, with channel binding too.
public final class ScramPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
