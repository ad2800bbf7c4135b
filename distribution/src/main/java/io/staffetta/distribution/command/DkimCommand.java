package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;

@Command(
        name = "dkim",
        description = "Keys that outgoing mail is signed with (DKIM).",
        subcommands = {
            DkimCreateCommand.class,
            DkimImportCommand.class,
            DkimRotateCommand.class,
        })
final class DkimCommand {

    @Command(name = "list", description = "List keys, of one domain or of all.")
    int list(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DOMAIN", arity = "0..1") Optional<String> domain)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            var keys = operator.administration().dkim().list(domain);
            output.print(keys, () -> DkimText.table(keys));
            return ExitCode.DONE;
        }
    }

    @Command(name = "show", description = "Print the TXT records of keys, ready to be published.")
    int show(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DOMAIN") String domain,
            @Parameters(
                            paramLabel = "SELECTOR",
                            arity = "0..1",
                            description = "Default: all keys that are not retired.")
                    Optional<String> selector)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            var keys = operator.administration().dkim().list(Optional.of(domain));
            var chosen =
                    selector.map(name -> DkimText.named(name, keys))
                            .orElseGet(() -> DkimText.inUse(keys));
            if (chosen.isEmpty()) {
                throw new IllegalArgumentException(domain + " has no such key");
            }
            output.print(chosen, () -> DkimText.records(chosen));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "activate",
            description = {
                "Sign with a key, beside those that are active.",
                "Refused as long as the DNS does not have its public half."
            })
    int activate(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DOMAIN") String domain,
            @Parameters(paramLabel = "SELECTOR") String selector,
            @Option(names = "--force", description = "Do it, whatever the DNS says.") boolean force)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            var key = operator.administration().dkim().activate(domain, selector, force);
            output.print(List.of(key), () -> "Mail is signed with " + key.name() + " now.");
            return ExitCode.DONE;
        }
    }

    @Command(name = "retire", description = "Sign with a key no longer.")
    int retire(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DOMAIN") String domain,
            @Parameters(paramLabel = "SELECTOR") String selector)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            var key = operator.administration().dkim().retire(domain, selector);
            output.print(
                    List.of(key),
                    () ->
                            "Mail is no longer signed with %s.\n%s"
                                    .formatted(key.name(), DkimText.WITHDRAWAL));
            return ExitCode.DONE;
        }
    }

    @Command(name = "remove", description = "Remove a retired key for ever.")
    int remove(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DOMAIN") String domain,
            @Parameters(paramLabel = "SELECTOR") String selector,
            @Option(names = "--force", description = "Do it, even if it is not retired.")
                    boolean force)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.dkim().remove(domain, selector, force),
                "Removed the key %s of %s."
                        .formatted(Printable.line(selector), Printable.line(domain)));
    }
}
