package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.distribution.e2e.HostilePeer.Deed;
import io.staffetta.distribution.e2e.HostilePeer.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Servers that drop, stall or lie, each at one step of the conversation: no message is lost, each
/// waits with a reason, and none of it concerns the mail for others.
class HostilePeersIT {

    private static final int HEALTHY = 100;

    private static final String SHORT =
            """
            <timeouts><connect>2s</connect><greeting>2s</greeting><helo>2s</helo>
            <start-tls>2s</start-tls><handshake>2s</handshake><mail>2s</mail>
            <rcpt>2s</rcpt><data-start>2s</data-start><data-block>2s</data-block>
            <data-end>2s</data-end><rset>2s</rset><quit>1s</quit></timeouts>
            """;

    private static final Map<Deed, String> REASONS =
            Map.of(
                    Deed.DROP, "4\\.4\\.2 .*connection lost during .*",
                    Deed.STALL, "4\\.4\\.2 .*no progress within 2 s during .*",
                    Deed.FLOOD, "4\\.5\\.0 .*a reply line of more than 2048 octets.*",
                    Deed.CONTINUE, "4\\.5\\.0 .*a reply of more than 100 lines.*",
                    Deed.BABBLE, "4\\.5\\.0 .*not a reply: I will not tell you.*",
                    Deed.LIE, "4\\.5\\.0 .*(250 done|354 go on)",
                    Deed.PAINT, "4\\.7\\.1 .*451 4\\.7\\.1 .*red.*");

    @TempDir Path folder;

    @Test
    void theirMailWaitsAndNobodyElses() {
        SmtpSink.assumeInstalled();
        var peers = new LinkedHashMap<String, HostilePeer>();
        for (var step : Step.IN_CLEAR) {
            for (var deed : Deed.values()) {
                var domain = "%s-%s.test".formatted(deed, step).toLowerCase(Locale.ROOT);
                peers.put(domain, HostilePeer.start(step, deed));
            }
        }
        try (var sink = SmtpSink.start()) {
            run(peers, sink);
        } finally {
            peers.values().forEach(HostilePeer::close);
        }
    }

    private void run(Map<String, HostilePeer> peers, SmtpSink sink) {
        // Reports of a failure would be an error too: they would come to the mailbox.
        var configuration = new RelayConfiguration().remote("healthy.test", sink.host());
        peers.forEach((domain, peer) ->
                configuration.route(
                        domain, "remote", RelayConfiguration.hosts(peer.host()) + SHORT));
        try (var relay = Relay.start(folder, configuration)) {
            peers.keySet().forEach(domain -> relay.send("x@" + domain, "to " + domain));
            sendHealthy(relay);
            sink.await(HEALTHY);

            var waiting = relay.awaitQueue(peers.size(), each -> each.attempts() > 0);
            assertThat(waiting)
                    .allSatisfy(each ->
                            assertThat(each.reason())
                                    .as(each.toString())
                                    .matches(REASONS.get(peers.get(each.domain()).deed()))
                                    .hasSizeLessThan(2000)
                                    .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]"));
            assertThat(relay.server().output())
                    .doesNotContain("Exception")
                    .doesNotContain("\u001b[2J")
                    .doesNotContain("\tat ");

            peers.values().forEach(HostilePeer::cure);
            relay.retry();
            peers.forEach((domain, peer) ->
                    Patience.until(
                            () -> !peer.messages().isEmpty(),
                            () -> "nothing came to " + domain + ": " + relay.queue()));
            relay.awaitQueue(0, _ -> true);
            assertThat(peers)
                    .allSatisfy((domain, peer) ->
                            assertThat(peer.messages())
                                    .singleElement()
                                    .asString()
                                    .contains("Subject: to " + domain));
            assertThat(relay.inbox().messages()).as("reports").isEmpty();
        }
    }

    /// With the long timeouts of the RFC: so many messages wait for one stalled server as it may
    /// take connections, and more.
    @Test
    void aStalledServerHoldsUpNobodyElse() {
        SmtpSink.assumeInstalled();
        try (var sink = SmtpSink.start();
                var stalled = HostilePeer.start(Step.GREETING, Deed.STALL);
                var relay =
                        Relay.start(
                                folder,
                                new RelayConfiguration()
                                        .remote("healthy.test", sink.host())
                                        .remote("*", stalled.host()))) {
            for (int i = 0; i < 30; i++) {
                relay.send("x@stalled%d.test".formatted(i % 3), "stalled");
            }
            sendHealthy(relay);
            sink.await(HEALTHY);
            assertThat(relay.queue()).hasSize(30).allMatch(each -> each.attempts() == 0);
        }
    }

    /// Where TLS may be, mail goes in clear to a server that cannot do it; where it must be, it
    /// waits.
    @Test
    void aServerThatSpoilsTlsGetsMailInClearOrNone() {
        var peers = new LinkedHashMap<String, HostilePeer>();
        peers.put("refuse", HostilePeer.start(Step.STARTTLS, Deed.PAINT));
        peers.put("drop", HostilePeer.start(Step.HANDSHAKE, Deed.DROP));
        peers.put("stall", HostilePeer.start(Step.HANDSHAKE, Deed.STALL));
        peers.put("babble", HostilePeer.start(Step.HANDSHAKE, Deed.BABBLE));
        var configuration = new RelayConfiguration();
        peers.forEach((name, peer) -> {
            var hosts = RelayConfiguration.hosts(peer.host()) + SHORT;
            configuration.route(name + ".may", "remote", hosts);
            configuration.route(name + ".must", "remote", hosts + "<tls>encrypt</tls>");
        });
        try (var relay = Relay.start(folder, configuration)) {
            for (var name : peers.keySet()) {
                relay.send("x@" + name + ".may", "may");
                relay.send("x@" + name + ".must", "must");
            }
            peers.forEach((name, peer) ->
                    Patience.until(
                            () -> !peer.messages().isEmpty(),
                            () -> "nothing in clear came to " + name));
            var waiting =
                    relay.awaitQueue(
                            peers.size(),
                            each -> each.attempts() > 0 && each.domain().endsWith(".must"));
            assertThat(waiting)
                    .allSatisfy(each ->
                            assertThat(each.reason())
                                    .matches("4\\.7\\.4 .*(TLS handshake|451 4\\.7\\.1) .*"));
            assertThat(peers.values())
                    .allSatisfy(peer ->
                            assertThat(peer.messages())
                                    .singleElement()
                                    .asString()
                                    .contains("Subject: may"));
        } finally {
            peers.values().forEach(HostilePeer::close);
        }
    }

    private static void sendHealthy(Relay relay) {
        try (var wire = relay.session()) {
            for (int i = 0; i < HEALTHY; i++) {
                assertThat(wire.message(Relay.ANNA, "x@healthy.test", Relay.text("healthy " + i)))
                        .startsWith("250");
            }
        }
    }
}
