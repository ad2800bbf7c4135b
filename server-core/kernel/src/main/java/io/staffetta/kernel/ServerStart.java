package io.staffetta.kernel;

import io.staffetta.kernel.StartupException.Category;
import io.staffetta.kernel.config.CertificateExpiry;
import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.net.BindFailure;
import io.staffetta.kernel.net.Listeners;
import io.staffetta.kernel.net.Repetition;
import io.staffetta.kernel.net.Workers;
import io.staffetta.kernel.plugin.PluginLoader;
import io.staffetta.kernel.plugin.StartFailure;
import io.staffetta.kernel.session.HookRunner;
import io.staffetta.kernel.session.LoginKeeper;
import io.staffetta.kernel.session.LoginThrottle;
import io.staffetta.kernel.session.SessionServices;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.tls.Certificates;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/// The steps of a start, each undone if a later one fails.
final class ServerStart {

    private static final Logger log = LoggerFactory.getLogger(ServerStart.class);

    private final Foundation foundation;
    private final Cleanup cleanup;

    private ServerStart(Foundation foundation, Cleanup cleanup) {
        this.foundation = foundation;
        this.cleanup = cleanup;
    }

    static ServerParts start(StaffettaOptions options) throws StartupException {
        try (var cleanup = new Cleanup()) {
            var foundation = Foundation.of(options);
            cleanup.add(foundation.meters());
            var parts = new ServerStart(foundation, cleanup).run();
            cleanup.complete();
            return parts;
        }
    }

    private ServerParts run() throws StartupException {
        var options = foundation.options();
        var loader = new PluginLoader(options.plugins());
        var prepared = Preparation.of(options, loader, List.of());
        var plan = prepared.plan();
        cleanup.add(plan.plugins());
        prepared.warnings().forEach(warning -> log.atWarn().log("{}", warning));
        var data = openData();
        var directory = foundation.currentDirectory(plan.config());
        var residents = createResidents(plan, directory);
        Optional<Network> network = Optional.empty();
        if (options.listeners()) {
            network = Optional.of(startNetwork(plan, residents, data));
        } else {
            startStoresOnly(residents);
            foundation.queue().set(new OfflineQueue(foundation.spool().get(), options.clock()));
        }
        return new ServerParts(
                foundation,
                loader,
                data,
                plan.config(),
                network.isPresent() ? Optional.empty() : Optional.of(plan),
                prepared.warnings(),
                residents,
                directory,
                network);
    }

    private DataDirectory openData() throws StartupException {
        try {
            return cleanup.add(DataDirectory.open(foundation.options().data()));
        } catch (IOException e) {
            throw new StartupException(
                    Category.STORAGE,
                    List.of(new Problem("data", 0, "", String.valueOf(e.getMessage()))),
                    e);
        }
    }

    private Residents createResidents(ServerPlan plan, Directory directory)
            throws StartupException {
        var problems = new Problems();
        var meters = foundation.meters();
        var residents =
                cleanup.add(
                        Residents.create(
                                plan,
                                foundation,
                                foundation.host(
                                        plan.config(),
                                        meters,
                                        directory,
                                        NoOutboundTls.NONE,
                                        foundation.currentDns(plan.config())),
                                problems));
        if (!problems.isEmpty()) {
            throw new StartupException(Category.PLUGIN, problems.list());
        }
        return residents;
    }

    /// Often enough for files that no handshake looks at to be seen.
    private Repetition watchCertificates() {
        var current = foundation.current();
        var watch =
                new CertificateWatch(
                        () ->
                                current.peek()
                                        .flatMap(Generation::certificates)
                                        .map(Certificates::current)
                                        .orElseGet(List::of),
                        () ->
                                current.peek()
                                        .map(Generation::plan)
                                        .map(plan -> plan.config().tls().expiry())
                                        .orElse(CertificateExpiry.DEFAULT),
                        foundation.meters()::scope,
                        foundation.options().clock());
        return Repetition.start("certificate-watch", watch, Duration.ofMinutes(1));
    }

    /// The stores are opened while the components that use them later are constructed.
    private Generation startGeneration(ServerPlan plan, Residents residents)
            throws StartupException {
        Future<Optional<StartFailure>> stores;
        GenerationStart constructed;
        try (var beside = Workers.perTask("start-stores")) {
            stores = beside.submit(() -> startStores(residents));
            constructed = GenerationStart.construct(plan, foundation);
        }
        try (constructed) {
            demandStarted(stores);
            residents.startServices();
            return constructed.start();
        } catch (StartFailure failure) {
            throw StartFailures.of(Category.PLUGIN, failure);
        }
    }

    private static void startStoresOnly(Residents residents) throws StartupException {
        try {
            residents.startStores(false);
        } catch (StartFailure failure) {
            throw StartFailures.of(Category.STORAGE, failure);
        }
    }

    private static Optional<StartFailure> startStores(Residents residents) {
        try {
            residents.startStores(true);
            return Optional.empty();
        } catch (StartFailure failure) {
            return Optional.of(failure);
        }
    }

    private static void demandStarted(Future<Optional<StartFailure>> stores)
            throws StartupException {
        if (stores.state() != Future.State.SUCCESS) {
            throw new IllegalStateException(stores.exceptionNow());
        }
        var failure = stores.resultNow();
        if (failure.isPresent()) {
            throw StartFailures.of(Category.STORAGE, failure.get());
        }
    }

    private Network startNetwork(ServerPlan plan, Residents residents, DataDirectory data)
            throws StartupException {
        var meters = foundation.meters();
        var runner = cleanup.add(new HookRunner(meters));
        foundation.runner().set(runner);
        var clock = foundation.options().clock();
        var logins = new LoginThrottle(clock);
        var first = plan.config().limits();
        var keeper =
                cleanup.add(
                        LoginKeeper.start(
                                logins, data.path(), () -> foundation.limits().orElse(first)));
        var services =
                new SessionServices(
                        foundation.spool().get(),
                        foundation.queue().get(),
                        meters,
                        clock,
                        logins,
                        runner);
        foundation.current().replace(startGeneration(plan, residents));
        cleanup.add(foundation.current()::end);
        var sessions = new Sessions(foundation.current(), services);
        var listeners = cleanup.add(new Listeners(sessions, plan.config().network(), meters));
        foundation.listeners().set(listeners);
        try (var change = listeners.prepare(plan.config().listeners())) {
            residents.startQueue();
            change.commit();
        } catch (BindFailure failure) {
            throw new StartupException(Category.BIND, Bindings.problems(failure), failure);
        } catch (StartFailure failure) {
            throw StartFailures.of(Category.STORAGE, failure);
        }
        if (foundation.options().jmx()) {
            meters.publishSoon();
        }
        return new Network(listeners, services, keeper, cleanup.add(watchCertificates()));
    }
}
