package io.staffetta.kernel;

import io.staffetta.kernel.ServerPlan.HookPlan;
import io.staffetta.kernel.ServerPlan.ListenerPlan;
import io.staffetta.kernel.ServerPlan.ResidentPlan;
import io.staffetta.kernel.ServerPlan.RoutePlan;
import io.staffetta.kernel.config.ComponentConfig;
import io.staffetta.kernel.config.HookConfig;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.config.ServerConfig;
import io.staffetta.kernel.plugin.Blueprint;
import io.staffetta.kernel.plugin.ChainOrder;
import io.staffetta.kernel.plugin.Kind;
import io.staffetta.kernel.plugin.Planned;
import io.staffetta.kernel.plugin.PluginSet;
import io.staffetta.spi.Component;
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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a configuration into a [ServerPlan], collecting everything that is wrong.
final class Planner {

    private final ServerConfig config;
    private final PluginSet plugins;
    private final Problems problems;
    private final Blueprint blueprint;

    private Planner(ServerConfig config, PluginSet plugins, Problems problems) {
        this.config = config;
        this.plugins = plugins;
        this.problems = problems;
        this.blueprint = new Blueprint(plugins, problems);
    }

    /// Plans. The result is of use only if no problem was added.
    static ServerPlan plan(ServerConfig config, PluginSet plugins, Problems problems) {
        return new Planner(config, plugins, problems).plan();
    }

    private ServerPlan plan() {
        var residents =
                new ResidentPlan(
                        blueprint.planOrOnly(Spool.class, config.spool(), "spool", "storage"),
                        stateStore(),
                        all(Accounts.class, config.accounts(), "auth"),
                        blueprint.planOrOnly(MailQueue.class, config.queue(), "queue", "queue"),
                        all(TlsObserver.class, config.tls().observers(), "tls"),
                        tlsProvider(),
                        all(Service.class, config.services(), "services"));
        return new ServerPlan(
                config,
                plugins,
                blueprint,
                residents,
                certificates(),
                all(OutboundTlsPolicy.class, config.tls().outbound(), "tls"),
                all(SaslMechanism.class, config.mechanisms(), "auth"),
                all(RelayPolicy.class, config.permits(), "relay"),
                chains(),
                routes(),
                listeners());
    }

    /// A server without TLS needs no certificates, so none installed is no mistake here.
    private Optional<Planned<Certificates>> certificates() {
        var configured = config.tls().certificates();
        return configured.isEmpty() && plugins.names(Kind.CERTIFICATES).isEmpty()
                ? Optional.empty()
                : blueprint.planOrOnly(Certificates.class, configured, "certificates", "tls");
    }

    /// Without one, or where the configuration says so, the JDK secures connections.
    private Optional<Planned<TlsProvider>> tlsProvider() {
        var configured = config.tls().provider();
        boolean none = configured.isEmpty() && plugins.names(Kind.TLS_PROVIDER).isEmpty();
        return none || config.tls().jdkOnly()
                ? Optional.empty()
                : blueprint.planOrOnly(TlsProvider.class, configured, "provider", "tls");
    }

    /// Without one, facts are kept in memory.
    private Optional<Planned<StateStore>> stateStore() {
        return config.state().isEmpty() && plugins.names(Kind.STATE_STORE).isEmpty()
                ? Optional.empty()
                : blueprint.planOrOnly(StateStore.class, config.state(), "state", "storage");
    }

    private Map<String, List<HookPlan>> chains() {
        var chains = new LinkedHashMap<String, List<HookPlan>>();
        config.chains().forEach((name, hooks) -> chains.put(name, chain(name, hooks)));
        return chains;
    }

    private List<HookPlan> chain(String name, List<HookConfig> configs) {
        var hooks = new ArrayList<HookPlan>();
        for (var hook : configs) {
            blueprint
                    .plan(
                            Hook.class,
                            hook.component(),
                            "chain %s, hook %d".formatted(name, hooks.size() + 1))
                    .ifPresent(planned -> hooks.add(new HookPlan(hook, planned)));
        }
        if (hooks.size() == configs.size()) {
            reportOrder(name, hooks);
        }
        return List.copyOf(hooks);
    }

    private void reportOrder(String chain, List<HookPlan> hooks) {
        ChainOrder.broken(hooks.stream().map(HookPlan::hook).toList(), plugins)
                .forEach((index, message) ->
                        problems.add(
                                hooks.get(index).config().component().settings().location(),
                                "chain '%s': %s".formatted(chain, message)));
    }

    private List<RoutePlan> routes() {
        var routes = new ArrayList<RoutePlan>();
        for (var route : config.routes()) {
            blueprint
                    .plan(Transport.class, route.transport(), "route " + route.name())
                    .ifPresent(planned -> routes.add(new RoutePlan(route, planned)));
        }
        return List.copyOf(routes);
    }

    private List<ListenerPlan> listeners() {
        var listeners = new ArrayList<ListenerPlan>();
        for (var listener : config.listeners()) {
            var place = "listener " + listener.name();
            var component = new ComponentConfig(listener.protocol(), listener.settings());
            var protocol = blueprint.plan(Protocol.class, component, place);
            var tls = blueprint.plan(TlsPolicy.class, listener.tls(), place);
            if (protocol.isPresent() && tls.isPresent()) {
                listeners.add(new ListenerPlan(listener, protocol.get(), tls.get()));
            }
        }
        return List.copyOf(listeners);
    }

    private <T extends Component> List<Planned<T>> all(
            Class<T> type, List<ComponentConfig> components, String place) {
        return components.stream()
                .flatMap(component -> blueprint.plan(type, component, place).stream())
                .toList();
    }
}
