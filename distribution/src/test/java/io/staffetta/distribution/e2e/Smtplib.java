package io.staffetta.distribution.e2e;

import java.util.List;

/// smtplib of Python.
record Smtplib() implements MailProgram {

    private static final String SCRIPT =
            """
            import smtplib, ssl, sys
            port, implicit, mechanism, account, subject = sys.argv[1:]
            context = ssl._create_unverified_context()
            if implicit == "true":
                client = smtplib.SMTP_SSL("127.0.0.1", int(port), timeout=60, context=context)
            else:
                client = smtplib.SMTP("127.0.0.1", int(port), timeout=60)
                client.starttls(context=context)
            client.ehlo()
            client.user, client.password = account, sys.stdin.readline().rstrip("\\n")
            client.auth(mechanism,
                getattr(client, "auth_" + mechanism.lower().replace("-", "_")))
            client.sendmail(account, [account], "Subject: " + subject + "\\r\\n\\r\\nhello\\r\\n")
            client.quit()
            """;

    @Override
    public String program() {
        return "python3";
    }

    @Override
    public List<String> mechanisms() {
        return List.of("PLAIN", "LOGIN", "CRAM-MD5");
    }

    @Override
    public Command.Result run(Order order) {
        return Command.of(
                        "python3",
                        "-c",
                        SCRIPT,
                        "" + order.port(),
                        "" + order.implicit(),
                        order.mechanism(),
                        order.account(),
                        order.subject())
                .input(order.password() + "\n")
                .run();
    }
}
