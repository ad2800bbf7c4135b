package io.staffetta.tls.outbound.may;

import io.staffetta.spi.tls.NextHops;

import java.util.List;

/// Settings of the outbound policy `may`.
///
/// @param domains destinations it is for, or hosts that routes name; `.example.org` for everything
///   below; none: every destination. Host names learnt from MX records do not count: a forged one
///   must not lead to less
public record MayOutboundTlsSettings(List<String> domains) {
    public MayOutboundTlsSettings {
        domains = List.copyOf(domains);
        NextHops.parse(domains);
    }

    NextHops nextHops() {
        return NextHops.parse(domains);
    }
}
