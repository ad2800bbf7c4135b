package io.staffetta.distribution.e2e;

import java.util.List;

/// swaks, the Swiss army knife of SMTP.
record Swaks() implements MailProgram {

    @Override
    public String program() {
        return "swaks";
    }

    @Override
    public List<String> mechanisms() {
        return List.of("PLAIN", "LOGIN", "CRAM-MD5");
    }

    @Override
    public Command.Result run(Order order) {
        return Command.of(
                        "swaks",
                        "--server",
                        "127.0.0.1",
                        "--port",
                        "" + order.port(),
                        order.implicit() ? "--tls-on-connect" : "--tls",
                        "--auth",
                        order.mechanism(),
                        "--auth-user",
                        order.account(),
                        "--auth-password",
                        order.password(),
                        "--from",
                        order.account(),
                        "--to",
                        order.account(),
                        "--header",
                        "Subject: " + order.subject())
                .run();
    }
}
