package io.staffetta.distribution.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// OpenDKIM, which verifies a mail with keys from a name server.
record Opendkim(Path folder) {

    private static final String PROGRAM = "/usr/sbin/opendkim";

    static void assumeInstalled() {
        assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "opendkim is not installed");
    }

    /// What it says, with the `Authentication-Results` field it would add.
    String verify(String mail, Knot knot) {
        var resolver =
                write(
                        "unbound.conf",
                        """
                        server:
                          do-not-query-localhost: no
                          module-config: "iterator"
                        forward-zone:
                          name: "."
                          forward-addr: 127.0.0.1@%d
                        """
                                .formatted(knot.port()));
        var configuration = write("opendkim.conf", "ResolverConfiguration " + resolver + "\n");
        return Command.of(
                        PROGRAM,
                        "-x",
                        configuration.toString(),
                        "-vvv",
                        "-t",
                        write("mail.eml", mail).toString())
                .run()
                .mergeErr()
                .out();
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
