package io.staffetta.kernel.config;

import io.staffetta.spi.mail.Domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The whole configuration, checked.
///
/// @param hostname fully qualified name of the server
/// @param domains local domains of the configuration file, beside those of the account stores
/// @param listeners in the order written
/// @param accounts account stores in the order they are asked
/// @param mechanisms SASL mechanisms in the order announced
/// @param permits relay policies
/// @param chains hook chains by name; a listener without `chain` has an empty one
/// @param routes in the order written; the most specific domain wins
/// @param routeChain name of the chain whose delivery hooks are asked; empty for none
/// @param tls certificates and protocol versions
/// @param spool the spool; empty: the only one installed
/// @param state the store of small facts; empty: the only one installed, or memory
/// @param queue the queue; empty: the only one installed
/// @param services what works beside the mail, in the order started
/// @param admin the loopback port for metrics, health and administration
/// @param limits limits that hold for all listeners
/// @param network limits below the protocols
/// @param dns how the DNS is asked
/// @param bans who is never banned
public record ServerConfig(
        String hostname,
        List<Domain> domains,
        List<ListenerConfig> listeners,
        List<ComponentConfig> accounts,
        List<ComponentConfig> mechanisms,
        List<ComponentConfig> permits,
        Map<String, List<HookConfig>> chains,
        List<RouteConfig> routes,
        String routeChain,
        TlsConfig tls,
        Optional<ComponentConfig> spool,
        Optional<ComponentConfig> state,
        Optional<ComponentConfig> queue,
        List<ComponentConfig> services,
        AdminConfig admin,
        Limits limits,
        NetLimits network,
        DnsConfig dns,
        BanConfig bans) {}
