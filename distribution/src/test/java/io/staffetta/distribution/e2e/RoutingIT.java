package io.staffetta.distribution.e2e;

import static io.staffetta.distribution.e2e.RelayConfiguration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The ways that recipients of one server go: by domain, by sender, nowhere, and where a TLS policy
/// lets them.
class RoutingIT {

    private static final List<String> TO_SOMEWHERE = List.of("<x@somewhere.test>");

    @TempDir static Path folder;
    private static SmtpSink ordinary;
    private static SmtpSink partner;
    private static Relay relay;

    @BeforeAll
    static void start() throws IOException {
        SmtpSink.assumeInstalled();
        ordinary = SmtpSink.start();
        partner = SmtpSink.start();
        relay =
                Relay.start(
                        folder,
                        new RelayConfiguration()
                                .from("partner.example", "*", "remote", hosts(partner.host()))
                                .remote("*", ordinary.host())
                                .route("secret.test", "remote", named(ordinary.port()))
                                .route("void.test", "discard", "")
                                .route(
                                        "closed.test",
                                        "error",
                                        "<status>5.1.6</status><text>moved away</text>")
                                .more(
                                        "<tls><outbound use=\"encrypt\">"
                                                + "<domain>secret.test</domain></outbound></tls>"));
    }

    /// A host by a name that a policy can tell from others.
    private static String named(int port) throws IOException {
        var names = folder.resolve("hosts");
        Files.writeString(names, "127.0.0.1 secret.test\n");
        return hosts("[secret.test]:" + port)
                + "<dns><servers>127.0.0.1:9</servers><hosts-file>%s</hosts-file></dns>"
                        .formatted(names);
    }

    @AfterAll
    static void stop() {
        if (relay != null) {
            relay.close();
            ordinary.close();
            partner.close();
        }
    }

    @Test
    void theSenderMayDecide() {
        relay.send("<anna@partner.example>", TO_SOMEWHERE, Relay.text("by sender"));
        relay.send("<anna@other.example>", TO_SOMEWHERE, Relay.text("by domain"));

        partner.awaitSubject("by sender");
        ordinary.awaitSubject("by domain");
        assertThat(ordinary.ofSubject("by sender")).isEmpty();
        assertThat(partner.ofSubject("by domain")).isEmpty();
    }

    @Test
    void eachRecipientGoesItsOwnWay() {
        relay.send(
                "<" + Relay.ANNA + ">",
                List.of("<x@closed.test>", "<x@void.test>", "<x@open.test>"),
                Relay.text("three ways"));

        ordinary.awaitSubject("three ways");
        var report = relay.report("x@closed.test");
        assertThat(report.recipientField("Status")).isEqualTo("5.1.6");
        assertThat(report.recipientField("Diagnostic-Code")).contains("moved away");
        Patience.until(
                () -> relay.queue().stream().noneMatch(queued -> !isSecret(queued)),
                () -> "an empty queue wanted, got " + relay.queue());
    }

    @Test
    void aPolicyDemandsTlsOfANextHop() {
        relay.send("x@secret.test", "not in clear");

        Patience.until(
                () -> relay.queue().stream().anyMatch(RoutingIT::waitsForTls),
                () -> "a message that waits for TLS wanted, got " + relay.queue());
        assertThat(ordinary.ofSubject("not in clear")).isEmpty();
        assertThat(relay.server().command("explain", "--from", Relay.ANNA, "--to", "x@secret.test"))
                .satisfies(said -> {
                    assertThat(said.exitCode()).as(said.err()).isZero();
                    assertThat(said.out()).contains("route secret.test", "encrypt");
                });
    }

    private static boolean waitsForTls(Queued queued) {
        return isSecret(queued) && queued.reason().contains("STARTTLS is demanded");
    }

    private static boolean isSecret(Queued queued) {
        return queued.domain().equals("secret.test");
    }
}
