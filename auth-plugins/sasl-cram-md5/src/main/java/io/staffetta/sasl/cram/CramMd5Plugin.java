package io.staffetta.sasl.cram;

import io.staffetta.spi.MailPlugin;

/// SASL CRAM-MD5 (RFC 2195).
public final class CramMd5Plugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
