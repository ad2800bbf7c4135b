package io.staffetta.kernel.session;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.relay.RelayPolicy;

import java.util.List;

/// What holds for the sessions of one listener in one generation.
///
/// @param listener name of the listener
/// @param hostname name of the server
/// @param authUse what AUTH is to the listener
/// @param authInClear whether mechanisms that expose the password are served without TLS
/// @param hooks the chain, in order
/// @param mechanisms SASL mechanisms, in order
/// @param accounts all account stores
/// @param directory all directories
/// @param permits relay policies by name; none means no relaying
/// @param limits limits
public record SessionPolicy(
        String listener,
        String hostname,
        Protocol.AuthUse authUse,
        boolean authInClear,
        List<ConfiguredHook> hooks,
        List<SaslMechanism> mechanisms,
        Accounts accounts,
        Directory directory,
        List<NamedPermit> permits,
        Limits limits) {

    /// A relay policy with the name the operator used.
    public record NamedPermit(String name, RelayPolicy policy) {}
}
