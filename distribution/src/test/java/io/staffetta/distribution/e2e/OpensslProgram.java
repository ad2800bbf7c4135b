package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// SMTP by hand through `openssl s_client`.
record OpensslProgram() implements MailProgram {

    @Override
    public String program() {
        return "openssl";
    }

    @Override
    public List<String> mechanisms() {
        return List.of("EXTERNAL");
    }

    @Override
    public Command.Result run(Order order) {
        var words =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "s_client",
                                "-quiet",
                                "-connect",
                                "127.0.0.1:" + order.port(),
                                "-cert",
                                order.certificate().toString(),
                                "-key",
                                order.certificate().toString()));
        if (!order.implicit()) {
            words.addAll(List.of("-starttls", "smtp"));
        }
        try {
            var process =
                    new ProcessBuilder(words)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                return talk(process, order);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Command.Result talk(Process process, Order order)
            throws IOException, InterruptedException {
        var said = new StringBuilder();
        var lines = process.inputReader(StandardCharsets.ISO_8859_1);
        var out = process.outputWriter(StandardCharsets.ISO_8859_1);
        var path = "<" + order.account() + ">";
        var dialogue =
                List.of(
                        "EHLO client.example.net\r\n",
                        "AUTH EXTERNAL =\r\n",
                        "MAIL FROM:" + path + "\r\n",
                        "RCPT TO:" + path + "\r\n",
                        "DATA\r\n",
                        order.mail() + ".\r\n",
                        "QUIT\r\n");
        if (order.implicit()) {
            // It keeps the banner before STARTTLS to itself.
            lines.readLine();
        }
        for (var say : dialogue) {
            out.write(say);
            out.flush();
            String line;
            do {
                line = lines.readLine();
                said.append(line).append('\n');
            } while (line != null && line.length() > 3 && line.charAt(3) == '-');
            if (line == null || line.startsWith("5")) {
                return new Command.Result(1, said.toString(), "");
            }
        }
        process.waitFor(30, TimeUnit.SECONDS);
        return new Command.Result(0, said.toString(), "");
    }
}
