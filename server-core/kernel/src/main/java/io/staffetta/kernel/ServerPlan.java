package io.staffetta.kernel;

import io.staffetta.kernel.config.HookConfig;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.RouteConfig;
import io.staffetta.kernel.config.ServerConfig;
import io.staffetta.kernel.plugin.Blueprint;
import io.staffetta.kernel.plugin.Planned;
import io.staffetta.kernel.plugin.PluginSet;
import io.staffetta.spi.Service;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.relay.RelayPolicy;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.tls.Certificates;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsProvider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A configuration whose every `use` has been found among the plugins and whose settings are bound.
/// Without problems it can be built.
record ServerPlan(
        ServerConfig config,
        PluginSet plugins,
        Blueprint blueprint,
        ResidentPlan residents,
        Optional<Planned<Certificates>> certificates,
        List<Planned<OutboundTlsPolicy>> outbound,
        List<Planned<SaslMechanism>> mechanisms,
        List<Planned<RelayPolicy>> permits,
        Map<String, List<HookPlan>> chains,
        List<RoutePlan> routes,
        List<ListenerPlan> listeners) {

    /// What is created once and survives reloads.
    record ResidentPlan(
            Optional<Planned<Spool>> spool,
            Optional<Planned<StateStore>> state,
            List<Planned<Accounts>> accounts,
            Optional<Planned<MailQueue>> queue,
            List<Planned<TlsObserver>> observers,
            Optional<Planned<TlsProvider>> tlsProvider,
            List<Planned<Service>> services) {}

    /// A hook in its chain.
    record HookPlan(HookConfig config, Planned<Hook> hook) {}

    /// A route.
    record RoutePlan(RouteConfig config, Planned<Transport> transport) {}

    /// A listener.
    record ListenerPlan(
            ListenerConfig config, Planned<Protocol> protocol, Planned<TlsPolicy> tls) {}
}
