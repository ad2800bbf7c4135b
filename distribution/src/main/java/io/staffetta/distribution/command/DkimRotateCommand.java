package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.DkimKeyInfo;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

@Command(
        name = "rotate",
        description = {
            "Replace the keys of a domain in two steps: first make new ones, whose records are to"
                + " be published; then, with --finish, sign with these and retire the old ones.",
            "The second step is refused as long as the DNS does not have the new records."
        })
final class DkimRotateCommand implements Callable<Integer> {

    @Spec private CommandSpec command;
    @Mixin private Place place;
    @Mixin private Output output;

    @Parameters(paramLabel = "DOMAIN")
    private String domain = "";

    @Option(
            names = "--bits",
            paramLabel = "N",
            description = "Size of a new RSA key, 1024 to 4096; default: as now, at least 2048.")
    private @Nullable Integer bits;

    @Option(names = "--finish", description = "The second step.")
    private boolean finish;

    @Option(names = "--force", description = "With --finish: do it, whatever the DNS says.")
    private boolean force;

    @Override
    public Integer call() throws StartupException {
        if (finish ? bits != null : force) {
            throw new ParameterException(
                    command.commandLine(),
                    "--bits belongs to the first step, --force to --finish.");
        }
        try (var operator = Operator.open(place)) {
            var dkim = operator.administration().dkim();
            if (finish) {
                var changed = dkim.finish(domain, force);
                output.print(changed, () -> finished(changed));
            } else {
                var size = bits == null ? OptionalInt.empty() : OptionalInt.of(bits);
                var made = dkim.rotate(domain, size);
                output.print(made, () -> begun(made));
            }
            return ExitCode.DONE;
        }
    }

    private String begun(List<DkimKeyInfo> made) {
        return DkimText.records(made)
                + "\n\nPublish this, wait until it is seen everywhere, then: staffetta dkim rotate"
                + " --finish "
                + Printable.line(domain);
    }

    private static String finished(List<DkimKeyInfo> changed) {
        return changed.stream()
                        .map(key -> key.name() + " is " + key.state().word() + " now.")
                        .collect(Collectors.joining("\n"))
                + "\n"
                + DkimText.WITHDRAWAL;
    }
}
