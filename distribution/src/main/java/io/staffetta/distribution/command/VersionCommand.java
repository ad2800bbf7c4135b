package io.staffetta.distribution.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Map;
import java.util.concurrent.Callable;

@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {

    @Mixin private Output output;

    @Override
    public Integer call() {
        output.print(
                Map.of("version", Version.text(), "java", Runtime.version().toString()),
                () -> new Version().getVersion()[0]);
        return ExitCode.DONE;
    }
}
