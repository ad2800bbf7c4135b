package io.staffetta.distribution.command;

import io.staffetta.kernel.CheckReport;
import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.config.EffectiveConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "check",
        description = "Check configuration and plugins; list every mistake; start nothing.")
final class CheckCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    @Option(
            names = "--show",
            description = "Print the configuration with all overrides; secrets are masked.")
    private boolean show;

    @Override
    public Integer call() throws StartupException {
        var report = Staffetta.check(place.options());
        var warnings = report.warnings().stream().map(Object::toString).toList();
        output.print(
                Map.of("valid", true, "warnings", warnings),
                () -> {
                    var text = new StringBuilder();
                    if (show) {
                        text.append(EffectiveConfig.render(report.config().tree())).append('\n');
                        report.tls().forEach(tls -> text.append(line(tls)).append('\n'));
                    }
                    warnings.forEach(line -> text.append("warning: ").append(line).append('\n'));
                    return text.append("The configuration is good.").toString();
                });
        return ExitCode.DONE;
    }

    private static String line(CheckReport.ListenerTls tls) {
        return "TLS of %s, if its policy starts it: %s; %s"
                .formatted(
                        tls.listener(),
                        String.join(" ", tls.protocols()),
                        String.join(" ", tls.ciphers()));
    }
}
