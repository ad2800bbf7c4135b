package io.staffetta.tls.outbound.none;

import io.staffetta.spi.tls.NextHops;

import java.util.List;

/// Settings of the outbound policy `none`.
///
/// @param domains destinations it is for, or hosts that routes name; `.example.org` for everything
///   below; none: every destination. Host names learnt from MX records do not count: a forged one
///   must not lead to less
public record NoneOutboundTlsSettings(List<String> domains) {
    public NoneOutboundTlsSettings {
        domains = List.copyOf(domains);
        NextHops.parse(domains);
    }

    NextHops nextHops() {
        return NextHops.parse(domains);
    }
}
