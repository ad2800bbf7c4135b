package io.staffetta.distribution.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// msmtp, with GNU SASL as Debian builds it.
record Msmtp() implements MailProgram {

    @Override
    public String program() {
        return "msmtp";
    }

    @Override
    public List<String> mechanisms() {
        return List.of("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "EXTERNAL");
    }

    @Override
    public Command.Result run(Order order) {
        var words =
                new ArrayList<>(
                        List.of(
                                "msmtp",
                                "--debug",
                                "--file=/dev/null",
                                "--host=127.0.0.1",
                                "--port=" + order.port(),
                                "--timeout=60",
                                "--tls=on",
                                "--tls-starttls=" + (order.implicit() ? "off" : "on"),
                                "--tls-certcheck=off",
                                "--auth=" + order.mechanism().toLowerCase(Locale.ROOT),
                                "--user=" + order.account(),
                                "--passwordeval=echo '" + order.password() + "'",
                                "--from=" + order.account()));
        if (order.isExternal()) {
            words.add("--tls-key-file=" + order.certificate());
            words.add("--tls-cert-file=" + order.certificate());
        }
        words.add(order.account());
        return Command.of(words.toArray(String[]::new)).input(order.mail()).run();
    }
}
