package io.staffetta.distribution.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;

/// A mail client that nobody here wrote. It logs in, and sends a mail from the account to itself.
interface MailProgram {

    /// What it is to do.
    ///
    /// @param implicit TLS with the first octet; otherwise STARTTLS
    /// @param password or an OAuth token
    /// @param certificate PEM file with the key of the client and its certificate
    record Order(
            int port,
            boolean implicit,
            String mechanism,
            String account,
            String password,
            Path certificate,
            String subject) {

        Order withPassword(String other) {
            return new Order(port, implicit, mechanism, account, other, certificate, subject);
        }

        Order withCertificate(Path other) {
            return new Order(port, implicit, mechanism, account, password, other, subject);
        }

        boolean isExternal() {
            return mechanism.equals("EXTERNAL");
        }

        boolean isToken() {
            return mechanism.equals("OAUTHBEARER") || mechanism.equals("XOAUTH2");
        }

        String mail() {
            return "Subject: " + subject + "\r\n\r\nhello\r\n";
        }
    }

    /// What has to be installed; empty if it comes with the tests.
    String program();

    /// The mechanisms it speaks, OAuth aside.
    List<String> mechanisms();

    /// Whether it can begin with TLS.
    default boolean knowsImplicitTls() {
        return true;
    }

    /// Whether it does more than log in.
    default boolean sends() {
        return true;
    }

    /// Whether it shows the reply that refused it.
    default boolean shows(String mechanism) {
        return true;
    }

    /// Exit code 0 if all went well; otherwise the server's reply is in what it printed, if it
    /// [shows] it.
    Command.Result run(Order order);

    /// Skips the test where it is not installed.
    default void assumeInstalled() {
        assumeTrue(
                program().isEmpty()
                        || Command.of("sh", "-c", "command -v " + program()).run().exitCode() == 0,
                () -> program() + " is not installed");
    }
}
