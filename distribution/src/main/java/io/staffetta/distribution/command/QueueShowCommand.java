package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.MessagePart;
import io.staffetta.kernel.admin.QueueAdministration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "show",
        description =
                "Show one message: envelope, attempts with replies, and if wanted its headers or"
                        + " content.")
final class QueueShowCommand implements Callable<Integer> {

    @Spec private CommandSpec command;
    @Mixin private Place place;
    @Mixin private Output output;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--headers", description = "Show its header section, too.")
    private boolean headers;

    @Option(names = "--content", description = "Show its whole content, too.")
    private boolean content;

    @Option(
            names = "--raw",
            description =
                    "With --content or --headers: write these octets as they are, and nothing else;"
                            + " for a file or a pipe.")
    private boolean raw;

    @Option(
            names = "--max-octets",
            paramLabel = "N",
            defaultValue = "1048576",
            description = "How much of them at most, in octets; default ${DEFAULT-VALUE}.")
    private int maxOctets;

    @Override
    public Integer call() throws StartupException, IOException {
        check();
        try (var operator = Operator.open(place)) {
            var queue = operator.administration().queue();
            if (raw) {
                return copy(queue);
            }
            var message = queue.show(id);
            var header = read(queue, headers, MessagePart.HEADERS);
            var whole = read(queue, content, MessagePart.CONTENT);
            output.print(
                    QueueMessageJson.of(message, header, whole),
                    () -> QueueMessageText.of(message, header, whole));
            return ExitCode.DONE;
        }
    }

    private void check() {
        if (maxOctets < 1) {
            throw new ParameterException(command.commandLine(), "--max-octets must be at least 1.");
        }
        if (raw && (headers == content || output.isJson())) {
            throw new ParameterException(
                    command.commandLine(), "--raw goes with either --content or --headers alone.");
        }
        if (raw && Terminal.find().isPresent()) {
            throw new IllegalArgumentException(
                    "--raw is for a file or a pipe: a terminal would obey what is in the message");
        }
    }

    private int copy(QueueAdministration queue) throws IOException {
        var part = content ? MessagePart.CONTENT : MessagePart.HEADERS;
        boolean cut = Octets.copy(queue, id, part, maxOctets, System.out);
        System.out.flush();
        if (cut) {
            output.complain("cut after %d octets; --max-octets for more".formatted(maxOctets));
        }
        return ExitCode.DONE;
    }

    private Optional<Octets> read(QueueAdministration queue, boolean wanted, MessagePart part) {
        return wanted ? Optional.of(Octets.read(queue, id, part, maxOctets)) : Optional.empty();
    }
}
