package io.staffetta.acme;

import io.staffetta.spi.MailPlugin;

/// Offers the service `acme`.
public final class AcmePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.service("acme", AcmeCertificates.class, AcmeSettings.class);
    }
}
