package io.staffetta.spi.tls;

import java.util.List;

/// What an operator demands of the engines of one listener.
///
/// @param protocols versions to enable, as JSSE names them; no others may be
/// @param ciphers suites to enable, in the order of preference; no others may be
/// @param listed whether the operator named the suites one by one, so that none may be missing; of
///   a profile those count that the engine knows
/// @param clientCertificate whether clients are asked for a certificate
public record TlsDemands(
        List<String> protocols,
        List<String> ciphers,
        boolean listed,
        TlsTerms.ClientCertificate clientCertificate) {

    public TlsDemands {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }
}
