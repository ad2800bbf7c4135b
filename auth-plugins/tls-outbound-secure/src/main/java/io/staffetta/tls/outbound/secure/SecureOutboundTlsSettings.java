package io.staffetta.tls.outbound.secure;

import io.staffetta.spi.tls.NextHops;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Settings of the policy `secure`.
///
/// @param domains destinations and hosts it is for; none: every destination
/// @param names the certificate must be for one of these; `.example.org` stands for all its direct
///   sub-domains; none: for the destination or one directly below it
/// @param caFile PEM file with the authorities to believe, relative to the folder of the
///   configuration; none: those of the Java run-time
public record SecureOutboundTlsSettings(
        List<String> domains, List<String> names, Optional<Path> caFile) {

    public SecureOutboundTlsSettings {
        domains = List.copyOf(domains);
        names = List.copyOf(names);
        NextHops.parse(domains);
        NextHops.parse(names);
    }

    NextHops nextHops() {
        return NextHops.parse(domains);
    }

    Set<String> certificateNames() {
        return NextHops.parse(names).patterns();
    }
}
