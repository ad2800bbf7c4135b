package io.staffetta.tls.outbound.encrypt;

import io.staffetta.spi.tls.NextHops;

import java.util.List;

/// Settings of the outbound policy `encrypt`.
///
/// @param domains destinations or hosts it is for; `.example.org` for everything below; none: every
///   destination
public record EncryptOutboundTlsSettings(List<String> domains) {
    public EncryptOutboundTlsSettings {
        domains = List.copyOf(domains);
        NextHops.parse(domains);
    }

    NextHops nextHops() {
        return NextHops.parse(domains);
    }
}
