package io.staffetta.kernel;

import io.staffetta.kernel.StartupException.Category;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.plugin.Components;
import io.staffetta.kernel.plugin.PluginLoader;

import java.util.List;
import java.util.Set;

/// Goes as far as one can without starting anything: constructors do no I/O.
final class Check {

    private Check() {}

    static CheckReport run(StaffettaOptions options) throws StartupException {
        var prepared = Preparation.of(options, new PluginLoader(options.plugins()), List.of());
        var plan = prepared.plan();
        var foundation = Foundation.of(options);
        try (var meters = foundation.meters();
                var _ = plan.plugins()) {
            var problems = new Problems();
            var directory = foundation.directory(Set.copyOf(plan.config().domains()));
            Components.create(
                    plan.blueprint(),
                    _ -> true,
                    foundation.host(
                            plan.config(),
                            meters,
                            directory,
                            NoOutboundTls.NONE,
                            foundation.dns(plan.config())),
                    problems);
            if (!problems.isEmpty()) {
                throw new StartupException(Category.PLUGIN, problems.list());
            }
            return new CheckReport(prepared.loaded(), PluginUse.of(plan), prepared.warnings());
        }
    }
}
