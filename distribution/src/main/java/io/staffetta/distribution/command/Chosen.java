package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.QueueSelection;
import io.staffetta.spi.queue.MailQueue;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Messages of the queue that something is done with: by id, by filter, or all.
final class Chosen {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Messages by their ids.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "Every message.")
    private boolean all;

    @Mixin private Matching matching;

    /// What was chosen; empty if nothing was said.
    Optional<QueueSelection> selection() {
        var filter = matching.filter();
        boolean filtered = all || !filter.equals(MailQueue.Filter.ALL);
        if (!ids.isEmpty() && filtered) {
            throw new ParameterException(
                    command.commandLine(), "Either ids, or --all and filters.");
        }
        if (!ids.isEmpty()) {
            return Optional.of(new QueueSelection.Ids(ids));
        }
        return filtered ? Optional.of(new QueueSelection.Matching(filter)) : Optional.empty();
    }

    /// What was chosen.
    QueueSelection required() {
        return selection()
                .orElseThrow(() ->
                        new ParameterException(
                                command.commandLine(),
                                "Which messages? Give ids, a filter or --all."));
    }
}
