package io.staffetta.distribution.e2e;

import java.util.ArrayList;
import java.util.List;

/// curl, whose SCRAM needs a build with GNU SASL that Debian does not ship.
record Curl() implements MailProgram {

    @Override
    public String program() {
        return "curl";
    }

    @Override
    public List<String> mechanisms() {
        return List.of("PLAIN", "LOGIN", "CRAM-MD5", "EXTERNAL");
    }

    /// It cancels XOAUTH2 at the error challenge, which hides the reply.
    @Override
    public boolean shows(String mechanism) {
        return !mechanism.equals("XOAUTH2");
    }

    @Override
    public Command.Result run(Order order) {
        var words =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--verbose",
                                "--max-time",
                                "60",
                                "--ssl-reqd",
                                "--insecure",
                                "--url",
                                (order.implicit() ? "smtps" : "smtp")
                                        + "://127.0.0.1:"
                                        + order.port(),
                                "--mail-from",
                                order.account(),
                                "--mail-rcpt",
                                order.account(),
                                "--upload-file",
                                "-"));
        words.addAll(login(order));
        return Command.of(words.toArray(String[]::new)).input(order.mail()).run();
    }

    /// Of the two OAuth mechanisms it takes the first that the server announces by itself.
    private static List<String> login(Order order) {
        if (order.isToken()) {
            return List.of("--oauth2-bearer", order.password(), "--user", order.account() + ":");
        }
        var words =
                new ArrayList<>(List.of("--login-options", "AUTH=" + order.mechanism(), "--user"));
        if (order.isExternal()) {
            words.addAll(List.of(order.account() + ":", "--cert", order.certificate().toString()));
        } else {
            words.add(order.account() + ":" + order.password());
        }
        return words;
    }
}
