package io.staffetta.kernel;

import io.staffetta.kernel.admin.ReloadResult;
import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.net.BindFailure;
import io.staffetta.kernel.plugin.LoadedPlugin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Puts a new configuration into force: all of it or nothing, but for what only a restart can
/// change.
final class Reloader {

    private static final Logger log = LoggerFactory.getLogger(Reloader.class);

    private final ServerParts parts;

    Reloader(ServerParts parts) {
        this.parts = parts;
    }

    /// Called by one thread at a time, and not while the server stops.
    ReloadResult reload() {
        var network = parts.network();
        if (network.isEmpty()) {
            throw new IllegalStateException("nothing to reload: the server is not running");
        }
        ReloadResult report;
        try {
            report = apply(network.get());
        } catch (StartupException e) {
            report = refused(e.problems());
        }
        tell(report);
        return report;
    }

    private ReloadResult apply(Network network) throws StartupException {
        var foundation = parts.foundation();
        var before = parts.plan();
        var prepared = Preparation.of(foundation.options(), parts.loader(), inUse(before));
        var plan = prepared.plan();
        Generation next = null;
        var inForce = false;
        try {
            next = start(plan, foundation);
            try (var change = network.listeners().prepare(plan.config().listeners())) {
                var report =
                        new ReloadResult(
                                true,
                                Changes.between(before, plan),
                                needsRestart(plan),
                                List.of(),
                                lines(prepared.warnings()));
                foundation.current().replace(next);
                inForce = true;
                change.commit();
                return report;
            } catch (BindFailure failure) {
                throw new StartupException(
                        StartupException.Category.BIND, Bindings.problems(failure), failure);
            }
        } finally {
            if (!inForce) {
                if (next != null) {
                    next.leases().retire();
                }
                plan.plugins().close();
            }
        }
    }

    private static Generation start(ServerPlan plan, Foundation foundation)
            throws StartupException {
        try (var constructed = GenerationStart.construct(plan, foundation)) {
            return constructed.start();
        }
    }

    private static ReloadResult refused(List<Problem> problems) {
        return new ReloadResult(false, List.of(), List.of(), lines(problems), List.of());
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    private List<LoadedPlugin> inUse(ServerPlan plan) {
        return Stream.concat(
                        plan.plugins().plugins().stream(), parts.residents().plugins().stream())
                .distinct()
                .toList();
    }

    private List<String> needsRestart(ServerPlan next) {
        var needs = new ArrayList<>(parts.residents().needingRestart(next.residents()));
        var first = parts.first();
        if (!first.admin().equals(next.config().admin())) {
            needs.add("admin: its address");
        }
        if (!first.hostname().equals(next.config().hostname())) {
            needs.add("hostname: spool, account stores and queue go by the old one");
        }
        if (!first.network().equals(next.config().network())) {
            needs.add("network: limits below the protocols");
        }
        needs.addAll(parts.foundation().options().plugins().needingRestart());
        return List.copyOf(needs);
    }

    private static void tell(ReloadResult report) {
        report.problems().forEach(problem -> log.atError().log("{}", problem));
        report.warnings().forEach(warning -> log.atWarn().log("{}", warning));
        report.needsRestart().forEach(need -> log.atWarn().log("needs a restart: {}", need));
        if (report.applied()) {
            log.atInfo().addKeyValue("changes", report.changes()).log("configuration reloaded");
        } else {
            log.atError()
                    .addKeyValue("problems", report.problems().size())
                    .log("configuration not reloaded: the one before stays in force");
        }
    }
}
