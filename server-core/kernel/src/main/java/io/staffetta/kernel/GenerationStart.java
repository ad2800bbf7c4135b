package io.staffetta.kernel;

import io.staffetta.kernel.ServerPlan.HookPlan;
import io.staffetta.kernel.ServerPlan.ListenerPlan;
import io.staffetta.kernel.StartupException.Category;
import io.staffetta.kernel.config.HookConfig;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.config.TlsConfig;
import io.staffetta.kernel.metrics.MetersScope;
import io.staffetta.kernel.net.ClientTrust;
import io.staffetta.kernel.net.ServerTls;
import io.staffetta.kernel.plugin.Components;
import io.staffetta.kernel.plugin.Lifecycle;
import io.staffetta.kernel.plugin.Planned;
import io.staffetta.kernel.plugin.Running;
import io.staffetta.kernel.plugin.StartFailure;
import io.staffetta.kernel.session.ConfiguredHook;
import io.staffetta.kernel.session.DeliveryHooks;
import io.staffetta.kernel.session.OutboundPolicies;
import io.staffetta.kernel.session.SessionPolicy;
import io.staffetta.spi.Component;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.tls.Certificates;
import io.staffetta.spi.tls.OutboundTls;
import io.staffetta.spi.tls.TlsProvider;
import io.staffetta.spi.tls.TlsTerms;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds and starts one generation. If anything fails, everything is closed again.
final class GenerationStart implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GenerationStart.class);

    private final ServerPlan plan;
    private final Foundation foundation;
    private final Directory directory;
    private final MetersScope meters;
    private final Lifecycle lifecycle;
    private final Late<OutboundTls> outboundTls = new Late<>("TLS policies");
    private final Components components;
    private boolean started;

    private GenerationStart(ServerPlan plan, Foundation foundation, MetersScope meters)
            throws StartupException {
        this.plan = plan;
        this.foundation = foundation;
        this.meters = meters;
        this.directory = foundation.directory(Set.copyOf(plan.config().domains()));
        this.lifecycle = new Lifecycle(foundation.options().deadlines());
        var problems = new Problems();
        this.components =
                Components.create(
                        plan.blueprint(),
                        planned -> !planned.offer().kind().isResident(),
                        foundation.host(
                                plan.config(),
                                meters,
                                directory,
                                new LateOutboundTls(outboundTls),
                                foundation.dns(plan.config())),
                        problems);
        if (!problems.isEmpty()) {
            throw new StartupException(Category.PLUGIN, problems.list());
        }
    }

    /// Constructs the components of a plan; nothing is started.
    ///
    /// @throws StartupException if a component cannot be constructed
    static GenerationStart construct(ServerPlan plan, Foundation foundation)
            throws StartupException {
        var meters = foundation.meters().scope();
        GenerationStart constructed = null;
        try {
            constructed = new GenerationStart(plan, foundation, meters);
            return constructed;
        } finally {
            if (constructed == null) {
                meters.close();
            }
        }
    }

    /// Makes the generation, once. On success it owns the plan's plugins.
    ///
    /// @throws StartupException if a component cannot be started
    Generation start() throws StartupException {
        var generation = startComponents();
        started = true;
        return generation;
    }

    /// Undoes what was done unless a generation was made.
    @Override
    public void close() {
        if (!started) {
            lifecycle.close();
            meters.close();
        }
    }

    private void end() {
        lifecycle.close();
        meters.close();
        plan.plugins().close();
    }

    private Generation startComponents() throws StartupException {
        var certificates = startCertificates();
        var mechanisms = startMechanisms();
        var permits = new ArrayList<SessionPolicy.NamedPermit>();
        for (var permit : plan.permits()) {
            permits.add(
                    new SessionPolicy.NamedPermit(permit.use(), started(permit, Category.PLUGIN)));
        }
        var chains = startChains();
        outboundTls.set(startOutboundTls());
        var routes = startRoutes();
        var services = new LinkedHashMap<String, ListenerService>();
        for (var listener : plan.listeners()) {
            var chain = chains.getOrDefault(listener.config().chain(), List.of());
            var service = startListener(listener, certificates, mechanisms, permits, chain);
            services.put(service.name(), service);
        }
        return new Generation(
                plan, services, routes, deliveryHooks(chains), directory, certificates, this::end);
    }

    private Mechanisms startMechanisms() throws StartupException {
        var forms = new ArrayList<Mechanisms.Form>();
        for (var planned : plan.mechanisms()) {
            for (var form : started(planned, Category.PLUGIN).forms()) {
                forms.add(new Mechanisms.Form(planned.use(), form));
            }
        }
        return new Mechanisms(List.copyOf(forms));
    }

    private OutboundTls startOutboundTls() throws StartupException {
        var policies = new ArrayList<OutboundPolicies.Named>();
        for (var policy : plan.outbound()) {
            policies.add(new OutboundPolicies.Named(policy.use(), started(policy, Category.TLS)));
        }
        return new OutboundPolicies(policies, foundation.runner().get(), plan.config().limits());
    }

    private DeliveryHooks deliveryHooks(Map<String, List<ConfiguredHook>> chains) {
        return new DeliveryHooks(
                chains.getOrDefault(plan.config().routeChain(), List.of()),
                foundation.runner().get(),
                foundation.meters(),
                plan.config().limits().abandonedCalls());
    }

    private Optional<Certificates> startCertificates() throws StartupException {
        return plan.certificates().isPresent()
                ? Optional.of(started(plan.certificates().get(), Category.TLS))
                : Optional.empty();
    }

    private Map<String, List<ConfiguredHook>> startChains() throws StartupException {
        var chains = new LinkedHashMap<String, List<ConfiguredHook>>();
        for (var chain : plan.chains().entrySet()) {
            var hooks = new ArrayList<ConfiguredHook>();
            for (var hook : chain.getValue()) {
                hooks.add(startHook(hook, hooks.size() + 1));
            }
            chains.put(chain.getKey(), List.copyOf(hooks));
        }
        return chains;
    }

    private ConfiguredHook startHook(HookPlan plan, int index) throws StartupException {
        return new ConfiguredHook(
                plan.hook().use(),
                index,
                started(plan.hook(), Category.PLUGIN),
                plan.hook().offer().writes(),
                plan.config().mode(),
                plan.config().onError(),
                plan.config()
                        .deadline()
                        .or(plan.hook().offer()::deadline)
                        .orElse(HookConfig.DEFAULT_DEADLINE));
    }

    private RouteTable startRoutes() throws StartupException {
        var ways = new ArrayList<RouteTable.Way>();
        for (var route : plan.routes()) {
            var transport = started(route.transport(), Category.PLUGIN);
            var loader = route.transport().plugin().loader();
            ways.add(
                    new RouteTable.Way(
                            route.config().name(),
                            route.config().domain(),
                            route.config().sender(),
                            route.transport().use(),
                            new ContextTransport(transport, loader)));
        }
        return new RouteTable(ways);
    }

    private ListenerService startListener(
            ListenerPlan listener,
            Optional<Certificates> certificates,
            Mechanisms mechanisms,
            List<SessionPolicy.NamedPermit> permits,
            List<ConfiguredHook> chain)
            throws StartupException {
        var config = listener.config();
        var tls = started(listener.tls(), Category.TLS);
        var terms = tls.terms(config.name());
        if (certificates.isEmpty() && terms.start() != TlsTerms.Start.NEVER) {
            throw new StartupException(
                    Category.TLS,
                    List.of(
                            Problem.at(
                                    config.tls().settings().location(),
                                    "TLS policy '%s' needs certificates, and no plugin offers any"
                                            .formatted(listener.tls().use()))));
        }
        demandProvider();
        var serverTls = certificates.map(source -> serverTls(source, config, terms));
        var protocol = started(listener.protocol(), Category.PLUGIN);
        var policy =
                new SessionPolicy(
                        config.name(),
                        plan.config().hostname(),
                        config.auth().orElseGet(protocol::defaultAuth),
                        config.authInClear(),
                        chain,
                        mechanisms.of(config),
                        foundation.accounts(),
                        directory,
                        List.copyOf(permits),
                        plan.config().limits());
        return new ListenerService(
                config.name(),
                protocol,
                listener.protocol().plugin().loader(),
                tls,
                serverTls,
                policy);
    }

    private ServerTls serverTls(
            Certificates certificates, ListenerConfig listener, TlsTerms terms) {
        var tls =
                new ServerTls(
                        certificates.keyManager(),
                        listener.tlsStrength().over(plan.config().tls().strength()),
                        ClientTrust.of(terms.clientTrust()),
                        terms.clientCertificate(),
                        foundation.tlsProvider().get().filter(one -> one.unavailable().isEmpty()));
        if (terms.start() != TlsTerms.Start.NEVER) {
            log.atInfo()
                    .addKeyValue("listener", listener.name())
                    .addKeyValue("start", terms.start())
                    .addKeyValue("client-certificate", terms.clientCertificate())
                    .addKeyValue("protocols", tls.enabledProtocols())
                    .addKeyValue("ciphers", tls.enabledCiphers())
                    .addKeyValue("provider", provider(tls))
                    .log("TLS of a listener");
        }
        return tls;
    }

    /// A provider that the configuration names must be there; one that is only installed may not.
    private void demandProvider() throws StartupException {
        var named = plan.config().tls().provider();
        var missing = foundation.tlsProvider().get().flatMap(TlsProvider::unavailable);
        if (named.isPresent() && missing.isPresent()) {
            var place = named.get().settings().location();
            var line = "TLS provider '%s': %s".formatted(named.get().use(), missing.get());
            throw new StartupException(Category.TLS, List.of(Problem.at(place, line)));
        }
    }

    private String provider(ServerTls tls) {
        var planned = plan.residents().tlsProvider();
        if (planned.isEmpty()) {
            return TlsConfig.JDK;
        }
        var why =
                foundation.tlsProvider().get().flatMap(TlsProvider::unavailable).or(tls::obstacle);
        return why.map(reason ->
                        "%s, for %s: %s".formatted(TlsConfig.JDK, planned.get().use(), reason))
                .orElse(planned.get().use());
    }

    private <T extends Component> T started(Planned<T> planned, Category category)
            throws StartupException {
        try {
            lifecycle.start(Running.of(planned, components));
            return components.get(planned);
        } catch (StartFailure failure) {
            throw StartFailures.of(category, failure);
        }
    }
}
