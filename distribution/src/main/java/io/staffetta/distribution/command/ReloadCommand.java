package io.staffetta.distribution.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

@Command(
        name = "reload",
        description = "Put changed configuration and plugins into effect; sessions go on.")
final class ReloadCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    @Override
    public Integer call() throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            var result = operator.administration().reload();
            output.print(result, () -> ReloadText.of(result));
            return result.applied() ? ExitCode.DONE : ExitCode.CONFIG;
        }
    }
}
