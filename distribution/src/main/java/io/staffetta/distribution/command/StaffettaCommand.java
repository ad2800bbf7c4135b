package io.staffetta.distribution.command;

import io.staffetta.distribution.Home;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ScopeType;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `staffetta`.
@Command(
        name = "staffetta",
        description = "A modular mail server.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class StaffettaCommand {

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("reload", ReloadCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("plugins", PluginsCommand.class);
        COMMANDS.put("account", AccountCommand.class);
        COMMANDS.put("logins", LoginsCommand.class);
        COMMANDS.put("bans", BansCommand.class);
        COMMANDS.put("alias", AliasCommand.class);
        COMMANDS.put("domain", DomainCommand.class);
        COMMANDS.put("dkim", DkimCommand.class);
        COMMANDS.put("dns", DnsCommand.class);
        COMMANDS.put("queue", QueueCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("version", VersionCommand.class);
        COMMANDS.put("rehearse", RehearseCommand.class);
    }

    private StaffettaCommand() {}

    /// Runs a command line; returns the exit code.
    public static int run(Home home, String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        var place = plainRun(home, List.of(args));
        return place.isPresent()
                ? run(place.get(), out, err)
                : commandLine(home, args).setOut(out).setErr(err).execute(args);
    }

    // Reading the annotations of commands takes a tenth of a start. How most servers are started
    // needs none of it.
    private static Optional<Place> plainRun(Home home, List<String> words) {
        return !words.isEmpty() && words.getFirst().equals("run")
                ? Place.plain(home, words.subList(1, words.size()))
                : Optional.empty();
    }

    private static int run(Place place, PrintWriter out, PrintWriter err) {
        try {
            return RunCommand.run(place, out);
        } catch (Exception e) {
            return Complaint.tell(e, err);
        }
    }

    /// With all commands.
    static CommandLine commandLine(Home home) {
        return commandLine(home, new String[0]);
    }

    // For the same reason the other commands are left out if one is named.
    static CommandLine commandLine(Home home, String[] args) {
        var factory = factory(home);
        var all = new CommandLine(new StaffettaCommand(), factory);
        var named = args.length > 0 && COMMANDS.containsKey(args[0]);
        COMMANDS.forEach((name, type) -> {
            if (!named || name.equals(args[0])) {
                all.addSubcommand(name, new CommandLine(type, factory));
            }
        });
        return all.setCaseInsensitiveEnumValuesAllowed(true)
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
