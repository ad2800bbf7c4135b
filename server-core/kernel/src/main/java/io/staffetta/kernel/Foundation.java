package io.staffetta.kernel;

import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.config.ServerConfig;
import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.dkim.LiveSigningKeys;
import io.staffetta.kernel.dns.ResolverOf;
import io.staffetta.kernel.dns.Resolvers;
import io.staffetta.kernel.dns.ServerDns;
import io.staffetta.kernel.metrics.MetersRegistry;
import io.staffetta.kernel.net.Listeners;
import io.staffetta.kernel.plugin.HostServices;
import io.staffetta.kernel.session.HookRunner;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.host.SigningKeys;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.tls.OutboundTls;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsProvider;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What lives as long as the server and everything else is built upon.
///
/// @param options what it was started with
/// @param meters of the whole server
/// @param spool set once the residents are constructed
/// @param state likewise
/// @param stores likewise
/// @param queue likewise
/// @param observers likewise
/// @param tlsProvider likewise
/// @param runner set before the first generation is made; not in maintenance
/// @param listeners set before the queue starts; not in maintenance
/// @param current the present generation
/// @param bans of the whole server
/// @param resolvers ask the DNS
/// @param dkimKeys that mail is signed with, as operators see them
/// @param signingKeys the same as plugins see them
record Foundation(
        StaffettaOptions options,
        MetersRegistry meters,
        Late<Spool> spool,
        Late<StateStore> state,
        Late<List<Accounts>> stores,
        Late<MailQueue> queue,
        Late<List<TlsObserver>> observers,
        Late<Optional<TlsProvider>> tlsProvider,
        Late<HookRunner> runner,
        Late<Listeners> listeners,
        CurrentGeneration current,
        Bans bans,
        Resolvers resolvers,
        DkimKeys dkimKeys,
        SigningKeys signingKeys) {

    static Foundation of(StaffettaOptions options) {
        var meters = new MetersRegistry();
        var state = new Late<StateStore>("state store");
        var current = new CurrentGeneration();
        var keys = options.data().toAbsolutePath().normalize().resolve("dkim");
        return new Foundation(
                options,
                meters,
                new Late<>("spool"),
                state,
                new Late<>("account stores"),
                new Late<>("queue"),
                new Late<>("observers of TLS"),
                new Late<>("provider of TLS"),
                new Late<>("runner of hooks"),
                new Late<>("listeners"),
                current,
                new Bans(
                        new HostState(state),
                        () -> current.peek().map(one -> one.plan().config()),
                        options.clock()),
                new Resolvers(meters),
                new DkimKeys(keys, options.clock()),
                new LiveSigningKeys(keys, System::nanoTime));
    }

    /// The limits in force; empty before the first generation and after the last one.
    Optional<Limits> limits() {
        return current.peek().map(generation -> generation.plan().config().limits());
    }

    Accounts accounts() {
        return new CompositeAccounts(stores);
    }

    /// The directory with fixed domains of the configuration file.
    Directory directory(Set<Domain> domains) {
        return new CompositeDirectory(() -> domains, stores);
    }

    /// The directory whose domains of the configuration file follow reloads.
    Directory currentDirectory(ServerConfig first) {
        Supplier<Set<Domain>> domains =
                () ->
                        Set.copyOf(
                                current.peek()
                                        .map(generation -> generation.plan().config())
                                        .orElse(first)
                                        .domains());
        return new CompositeDirectory(domains, stores);
    }

    /// The resolver that a configuration wants; without I/O before the first question.
    Dns dns(ServerConfig config) {
        return new ServerDns(new ResolverOf(resolvers, config.dns()), meters);
    }

    /// The resolver that follows reloads.
    Dns currentDns(ServerConfig first) {
        return new ServerDns(
                () ->
                        resolvers.of(
                                current.peek()
                                        .map(generation -> generation.plan().config())
                                        .orElse(first)
                                        .dns()),
                meters);
    }

    /// A resolver that remembers nothing from before.
    Dns freshDns(ServerConfig config) {
        var resolver = Resolvers.fresh(config.dns());
        return new ServerDns(() -> resolver, meters);
    }

    /// What a configuration makes of the server.
    Server facts(ServerConfig config) {
        return new ServerFacts(
                config.hostname(),
                options.version(),
                options.data().toAbsolutePath().normalize(),
                options.config().folder(),
                () -> listeners.peek().map(Listeners::tcpAddresses).orElseGet(List::of));
    }

    /// What plugins may inject.
    HostServices host(
            ServerConfig config,
            Meters meters,
            Directory directory,
            OutboundTls outboundTls,
            Dns dns) {
        return new HostServices(
                facts(config),
                meters,
                accounts(),
                directory,
                new HostSpool(spool),
                new HostQueue(queue),
                new LiveRoutes(current),
                outboundTls,
                new TlsObservers(observers),
                new HostState(state),
                dns,
                signingKeys,
                bans,
                options.clock());
    }
}
