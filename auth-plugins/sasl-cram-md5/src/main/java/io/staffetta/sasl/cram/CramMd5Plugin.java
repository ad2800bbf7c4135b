package io.staffetta.sasl.cram;

import io.staffetta.spi.MailPlugin;

/// Offers the SASL mechanism `cram-md5`.
public final class CramMd5Plugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.mechanism("cram-md5", CramMd5Mechanism.class, CramMd5Settings.class);
    }
}
