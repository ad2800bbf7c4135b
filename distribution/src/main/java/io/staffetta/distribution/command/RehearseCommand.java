package io.staffetta.distribution.command;

import io.staffetta.distribution.Home;
import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.Secret;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// What the AOT cache of the distribution is made of: a server and its commands in one process,
/// which do once what they do most.
@Command(
        name = "rehearse",
        hidden = true,
        description = "Start a server, send it mail, run commands, stop: a run to make a cache of.")
final class RehearseCommand implements Callable<Integer> {

    private static final String ACCOUNT = "rehearsal@example.test";
    private static final String PASSWORD = "only for this minute";
    private static final int ROUNDS = 30;

    private static final PrintWriter SILENT = new PrintWriter(Writer.nullWriter());

    private final Home home;

    @Parameters(paramLabel = "DIR", description = "An empty data directory.")
    private Path data = Path.of("data");

    RehearseCommand(Home home) {
        this.home = home;
    }

    @Override
    public Integer call() throws Exception {
        var options =
                StaffettaOptions.of(home.configuration(), data, PluginSource.bundled())
                        .withEnvironment(
                                Map.of(
                                        "STAFFETTA_LISTENERS_MX_BIND", "127.0.0.1:0",
                                        "STAFFETTA_LISTENERS_SUBMISSION_BIND", "127.0.0.1:0",
                                        "STAFFETTA_LISTENERS_SMTPS_BIND", "127.0.0.1:0",
                                        "STAFFETTA_ADMIN_BIND", "127.0.0.1:0"));
        command("account", "list");
        new Serving(options, true, SILENT).during(this::serve);
        command("queue", "list", "--json");
        command("plugins");
        command("check");
        command("--help");
        return ExitCode.DONE;
    }

    private void serve(Staffetta server) throws IOException, GeneralSecurityException {
        server.administration().addAccount(ACCOUNT, Secret.of(PASSWORD));
        for (int round = 0; round < ROUNDS; round++) {
            try (var client = RehearsedClient.connect(server.boundAddress("mx").orElseThrow())) {
                client.mail("someone@example.org", ACCOUNT);
            }
        }
        for (int round = 0; round < 2; round++) {
            try (var client =
                    RehearsedClient.connect(server.boundAddress("submission").orElseThrow())) {
                client.startTls();
                client.login(ACCOUNT, PASSWORD);
                client.mail(ACCOUNT, ACCOUNT);
            }
        }
        command("status");
        command("account", "list");
        command("queue", "list");
    }

    private void command(String... words) {
        var line = StaffettaCommand.commandLine(home, words);
        line.setOut(SILENT).setErr(SILENT);
        var all = new ArrayList<>(List.of(words));
        if (!words[0].startsWith("--")) {
            all.add("--data");
            all.add(data.toString());
        }
        line.execute(all.toArray(String[]::new));
    }
}
