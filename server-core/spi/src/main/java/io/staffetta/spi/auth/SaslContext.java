package io.staffetta.spi.auth;

import io.staffetta.spi.tls.TlsFacts;

import java.util.List;
import java.util.Optional;

/// What a mechanism may know of the session.
///
/// @param hostname name of the server
/// @param service the SASL service name, `smtp`
/// @param tls what is known of TLS, with channel bindings and client certificate
/// @param accounts all account stores
/// @param announced the mechanisms that were announced, for downgrade detection
public record SaslContext(
        String hostname,
        String service,
        Optional<TlsFacts> tls,
        Accounts accounts,
        List<String> announced) {
    public SaslContext {
        announced = List.copyOf(announced);
    }
}
