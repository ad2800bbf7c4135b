package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.ExplainRequest;
import io.staffetta.kernel.admin.Explanation;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "explain",
        description = "Say what would happen to a message, and why; nothing is sent.")
final class ExplainCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            required = true,
            description = "Who sends it; <> or an empty text for the null sender.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            required = true,
            description = "Who is to get it.")
    private String to = "";

    @Option(
            names = "--client-ip",
            paramLabel = "IP",
            description = "Where the client connects from; 127.0.0.1 unless given.")
    private @Nullable String clientIp;

    @Option(
            names = "--listener",
            paramLabel = "NAME",
            description = "The listener it connects to; by default one that fits the account.")
    private @Nullable String listener;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "The account it has logged in to; none unless given.")
    private @Nullable String account;

    @Override
    public Integer call() throws IOException {
        var request =
                new ExplainRequest(
                        Optional.ofNullable(listener),
                        Matching.path(from),
                        Matching.path(to),
                        Optional.ofNullable(clientIp),
                        Optional.ofNullable(account));
        try (var operator = Operator.ofRunning(place)) {
            var explanation = operator.administration().explain(request);
            output.print(explanation, () -> text(explanation));
            return ExitCode.DONE;
        }
    }

    static String text(Explanation explanation) {
        var verdict = Printable.line(explanation.verdict());
        var table = new Table("PHASE", "ASKED", "ANSWER", "WHY");
        explanation
                .steps()
                .forEach(step -> table.row(step.phase(), step.by(), step.result(), step.detail()));
        return table.isEmpty() ? verdict : verdict + "\n\n" + table;
    }
}
