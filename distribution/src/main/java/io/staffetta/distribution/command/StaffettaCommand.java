package io.staffetta.distribution.command;

import io.staffetta.distribution.Home;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ScopeType;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// `staffetta`.
@Command(
        name = "staffetta",
        description = "A modular mail server.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ReloadCommand.class,
            StatusCommand.class,
            PluginsCommand.class,
            AccountCommand.class,
            LoginsCommand.class,
            BansCommand.class,
            AliasCommand.class,
            DomainCommand.class,
            DkimCommand.class,
            DnsCommand.class,
            QueueCommand.class,
            ExplainCommand.class,
            VersionCommand.class,
            RehearseCommand.class,
        })
public final class StaffettaCommand {

    private StaffettaCommand() {}

    /// Runs a command line; returns the exit code.
    public static int run(Home home, String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return commandLine(home).setOut(out).setErr(err).execute(args);
    }

    static CommandLine commandLine(Home home) {
        return new CommandLine(new StaffettaCommand(), factory(home))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new Complaint());
    }

    private static IFactory factory(Home home) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (type == Place.class) {
                    return type.cast(new Place(home));
                }
                if (type == RehearseCommand.class) {
                    return type.cast(new RehearseCommand(home));
                }
                return CommandLine.defaultFactory().create(type);
            }
        };
    }
}
