package io.staffetta.certificates;

import io.staffetta.spi.MailPlugin;

/// Offers the certificates `certificates`.
public final class CertificatesPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.certificates(
                "certificates", WatchedCertificates.class, CertificatesSettings.class);
    }
}
