package io.staffetta.dnsbl;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class DnsblPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
