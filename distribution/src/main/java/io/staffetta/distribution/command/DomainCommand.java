package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "domain", description = "Add, list and remove local domains.")
final class DomainCommand {

    @Command(name = "add", description = "Make a domain local.")
    int add(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DOMAIN") String domain)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.addDomain(domain),
                domain + " is local now.");
    }

    @Command(name = "list", description = "List local domains.")
    int list(@Mixin Place place, @Mixin Output output) throws StartupException {
        try (var operator = Operator.open(place)) {
            var domains = operator.administration().domains();
            output.print(
                    domains,
                    () -> {
                        var table = new Table("DOMAIN", "FROM");
                        domains.forEach(domain ->
                                table.row(
                                        domain.name(),
                                        domain.configured() ? "configuration" : "account store"));
                        return table.toString();
                    });
            return ExitCode.DONE;
        }
    }

    @Command(name = "remove", description = "Make a domain foreign again.")
    int remove(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DOMAIN") String domain)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.removeDomain(domain),
                domain + " is foreign now.");
    }
}
