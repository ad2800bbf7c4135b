package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.DkimKeyOrder;
import io.staffetta.kernel.dkim.KeyAlgorithm;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

@Command(
        name = "create",
        description = "Make a key, or one for each algorithm, and print the records to publish.")
final class DkimCreateCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    @Parameters(paramLabel = "DOMAIN")
    private String domain = "";

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description =
                    "What to call it; with two algorithms, what both names begin with. Default: the"
                            + " day and the algorithm, such as 20260201-rsa.")
    private @Nullable String selector;

    @Option(
            names = "--algorithm",
            paramLabel = "rsa|ed25519|both",
            split = ",",
            defaultValue = "rsa",
            description = "Default: ${DEFAULT-VALUE}, which every verifier knows.")
    private List<Choice> algorithms = List.of();

    @Option(
            names = "--bits",
            paramLabel = "N",
            defaultValue = "" + KeyAlgorithm.DEFAULT_RSA_BITS,
            description = "Size of an RSA key, 1024 to 4096; default: ${DEFAULT-VALUE}.")
    private int bits;

    @Option(
            names = "--activate",
            description = "Sign with it at once, though nobody can verify that yet.")
    private boolean activate;

    /// Names of algorithms.
    enum Choice {
        RSA,
        ED25519,
        BOTH;

        private Stream<KeyAlgorithm> algorithms() {
            return switch (this) {
                case RSA -> Stream.of(KeyAlgorithm.RSA);
                case ED25519 -> Stream.of(KeyAlgorithm.ED25519);
                case BOTH -> Stream.of(KeyAlgorithm.values());
            };
        }
    }

    @Override
    public Integer call() throws StartupException {
        var order =
                new DkimKeyOrder(
                        domain,
                        Optional.ofNullable(selector),
                        algorithms.stream().flatMap(Choice::algorithms).toList(),
                        bits,
                        activate);
        try (var operator = Operator.open(place)) {
            var keys = operator.administration().dkim().create(order);
            output.print(keys, () -> DkimText.records(keys));
            return ExitCode.DONE;
        }
    }
}
