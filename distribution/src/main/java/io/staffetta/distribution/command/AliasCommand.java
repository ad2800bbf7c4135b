package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.List;

@Command(name = "alias", description = "Add, list and remove aliases and catch-alls.")
final class AliasCommand {

    @Command(name = "add", description = "Let an address lead to others as well.")
    int add(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(
                            paramLabel = "SOURCE",
                            description = "A mailbox, or @DOMAIN for everything else there.")
                    String source,
            @Parameters(paramLabel = "TARGET", arity = "1..*") List<String> targets)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration ->
                        targets.forEach(target -> administration.addAlias(source, target)),
                source + " leads to " + String.join(", ", targets) + " now.");
    }

    @Command(name = "list", description = "List aliases.")
    int list(@Mixin Place place, @Mixin Output output) throws StartupException {
        try (var operator = Operator.open(place)) {
            var aliases = operator.administration().aliases();
            output.print(
                    aliases,
                    () -> {
                        var table = new Table("SOURCE", "TARGETS");
                        aliases.forEach(alias ->
                                table.row(alias.source(), String.join(" ", alias.targets())));
                        return table.toString();
                    });
            return ExitCode.DONE;
        }
    }

    @Command(name = "remove", description = "Remove an alias with all its targets.")
    int remove(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "SOURCE") String source)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.removeAlias(source),
                "Removed " + source + ".");
    }
}
