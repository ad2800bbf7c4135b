package io.staffetta.distribution.e2e;

import java.util.ArrayList;
import java.util.List;

/// gsasl of GNU SASL. It only logs in, and only after STARTTLS.
record Gsasl() implements MailProgram {

    @Override
    public String program() {
        return "gsasl";
    }

    @Override
    public List<String> mechanisms() {
        return List.of(
                "PLAIN",
                "LOGIN",
                "CRAM-MD5",
                "SCRAM-SHA-1",
                "SCRAM-SHA-1-PLUS",
                "SCRAM-SHA-256",
                "SCRAM-SHA-256-PLUS",
                "EXTERNAL",
                "ANONYMOUS");
    }

    @Override
    public boolean knowsImplicitTls() {
        return false;
    }

    @Override
    public boolean sends() {
        return false;
    }

    @Override
    public Command.Result run(Order order) {
        var words = words(order.port(), order.account(), order.password());
        words.addAll(List.of("-m", order.mechanism()));
        if (!order.mechanism().startsWith("SCRAM")) {
            // Otherwise it asks; in SCRAM it would send an empty one, which RFC 5802 forbids.
            words.add("--authorization-id=");
        }
        if (!order.mechanism().endsWith("-PLUS")) {
            // Without -PLUS and with a binding at hand it would cry for a man in the middle.
            words.add("--no-cb");
        }
        if (order.isExternal()) {
            words.add("--x509-cert-file=" + order.certificate());
            words.add("--x509-key-file=" + order.certificate());
        }
        return Command.of(words.toArray(String[]::new)).run();
    }

    /// The mechanism of its own choice.
    static Command.Result best(int port, String account, String password) {
        return Command.of(words(port, account, password).toArray(String[]::new)).run();
    }

    private static List<String> words(int port, String account, String password) {
        return new ArrayList<>(
                List.of(
                        "gsasl",
                        "--smtp",
                        "--connect=127.0.0.1:" + port,
                        "--x509-ca-file=",
                        "--verbose",
                        "--anonymous-token=gsasl",
                        "--authentication-id=" + account,
                        "--password=" + password));
    }
}
