package io.staffetta.distribution.e2e;

import static io.staffetta.distribution.e2e.FilterChains.ACCOUNT;
import static io.staffetta.distribution.e2e.FilterChains.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.MailFilters;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/// postgrey, asked by the protocol that Postfix has for policy servers.
class PolicyFiltersIT {

    private static final String SENDER = "bob@elsewhere.example";

    @TempDir private Path sockets;
    @TempDir private Path folder;

    @Test
    void postgreyTakesAMessageOnALaterAttempt() {
        var filters = new MailFilters(sockets);
        var hook =
                "<hook use=\"policy\"><endpoint>%s</endpoint><retry-delay>10ms</retry-delay></hook>"
                        .formatted(filters.endpoint("postgrey"));
        var observed = hook.replace("<hook ", "<hook mode=\"observe\" ");
        try (var postgrey = filters.postgrey(1);
                var chains =
                        FilterChains.start(folder, Map.of("grey", hook, "watched", observed), "")) {
            try (var client = chains.client("watched")) {
                assertThat(client.message(SENDER, ACCOUNT, message("watched", "Hello")))
                        .startsWith("250");
            }
            chains.server()
                    .awaitLine(line ->
                            line.contains("observed, not acted upon") && line.contains("policy"));
            assertThat(chains.stored("Subject: watched")).doesNotContain("X-Greylist");

            assertThat(chains.send("grey", message("later", "Hello")))
                    .startsWith("450 4.")
                    .contains("Greylisted");
            Patience.until(
                    () -> chains.send("grey", message("later", "Hello")).startsWith("250"),
                    () -> "postgrey never relented");
            assertThat(chains.stored("Subject: later"))
                    .contains("\r\nX-Greylist: delayed ")
                    .endsWith("\r\n\r\nHello\r\n");

            postgrey.kill();
            assertThat(chains.send("grey", message("unasked", "Hello"))).startsWith("451 4.3.5");
        }
    }
}
