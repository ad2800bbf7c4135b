package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.Administration;
import io.staffetta.kernel.admin.ServerStatus;
import io.staffetta.spi.Secret;

import java.security.SecureRandom;
import java.util.Base64;

/// What whoever runs the built-in configuration is told: an account to begin with, and what to try.
final class FirstSteps {

    private static final String FIRST = "first@example.test";

    private FirstSteps() {}

    static String text(Administration administration, ServerStatus status) {
        var account =
                administration.accounts().isEmpty()
                        ? newAccount(administration)
                        : "  account  "
                                + FIRST
                                + " (its password was printed at the first start)\n";
        return """

        This is the built-in configuration, on loopback only. Copy conf/staffetta-sample.xml to
        conf/staffetta.xml for one of your own.

        %s
        To try:
          printf 'Subject: hello\\r\\n\\r\\nIt works.\\r\\n' | curl --ssl-reqd --insecure --url smtp://%s \\
              --user '%s:PASSWORD' --mail-from %s --mail-rcpt %s --upload-file -
          ls %s/mail/example.test/first/new
          staffetta account add you@example.test
        """
                .formatted(account, submission(status), FIRST, FIRST, FIRST, status.data());
    }

    private static String newAccount(Administration administration) {
        var octets = new byte[15];
        new SecureRandom().nextBytes(octets);
        var password = Base64.getUrlEncoder().encodeToString(octets);
        administration.addAccount(FIRST, Secret.of(password));
        return "  account  " + FIRST + "  password  " + password + "\n";
    }

    private static String submission(ServerStatus status) {
        return status.listeners().stream()
                .filter(listener -> listener.name().equals("submission"))
                .map(ServerStatus.Listener::address)
                .findFirst()
                .orElse("127.0.0.1:2587");
    }
}
