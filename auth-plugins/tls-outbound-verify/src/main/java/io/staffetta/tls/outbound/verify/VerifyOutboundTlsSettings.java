package io.staffetta.tls.outbound.verify;

import io.staffetta.spi.tls.NextHops;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Settings of the outbound policy `verify`.
///
/// @param domains destinations or hosts it is for; `.example.org` for everything below; none: every
///   destination
/// @param names what the certificate must be for, one of them; `.example.org` for the names
///   directly below; none: as `match` says
/// @param match which name must stand in the certificate: `host` (default) or `destination`; not
///   together with `names`
/// @param caFile PEM file with the authorities to believe, relative to the folder of the
///   configuration; none: those of the Java run-time
public record VerifyOutboundTlsSettings(
        List<String> domains, List<String> names, @Nullable Match match, Optional<Path> caFile) {

    /// Which name must stand in the certificate.
    public enum Match {
        /// That of the server. If it was learnt from an MX record, whoever can forge DNS answers
        /// chooses it.
        HOST,
        /// The destination, or one directly below it; DNS has no say.
        DESTINATION
    }

    public VerifyOutboundTlsSettings {
        domains = List.copyOf(domains);
        names = List.copyOf(names);
        NextHops.parse(domains);
        NextHops.parse(names);
        if (match != null && !names.isEmpty()) {
            throw new IllegalArgumentException("names and match exclude each other");
        }
    }

    NextHops nextHops() {
        return NextHops.parse(domains);
    }

    Set<String> certificateNames() {
        return NextHops.parse(names).patterns();
    }
}
