package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;

/// Servers of other domains, found in a real DNS.
class DnsIT {

    /// One server takes mail: 127.0.0.1. Nobody listens at 127.0.0.9.
    private static final String RECORDS =
            """
            dead          A     127.0.0.9
            live          A     127.0.0.1
            backup        MX    10 dead
            backup        MX    20 live
            single        MX    10 live
            implicit      A     127.0.0.1
            alias         CNAME single
            xn--grezi-kva MX    10 live
            down          MX    10 dead
            null          MX    0 .
            nowhere       MX    10 missing
            text          TXT   "no address, no MX"
            """;

    /// In this zone we are the server ourselves.
    private static final String OURS =
            """
            us            A     127.0.0.1
            loop          MX    10 us
            """;

    @TempDir static Path folder;
    private static SmtpSink sink;
    private static Knot knot;
    private static Relay relay;

    @BeforeAll
    static void start() {
        Knot.assumeInstalled();
        SmtpSink.assumeInstalled();
        sink = SmtpSink.start();
        knot = Knot.start(Map.of("peers.test", RECORDS, "ours.test", OURS));
        int mx = FreePort.any();
        relay =
                Relay.start(
                        folder,
                        new RelayConfiguration()
                                .mxPort(mx)
                                .route(".ours.test", "remote", byDns(mx))
                                .route("*", "remote", byDns(sink.port())));
    }

    private static String byDns(int port) {
        return """
        <port>%d</port>
        <dns><servers>%s</servers><allow-loopback>true</allow-loopback>\
        <timeout>1s</timeout></dns>\
        """
                .formatted(port, knot.address());
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable each : new AutoCloseable[] {relay, knot, sink}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup.peers.test",
                "single.peers.test",
                "implicit.peers.test",
                "alias.peers.test",
                "xn--grezi-kva.peers.test"
            })
    void theServerIsFound(String domain) {
        relay.send("x@" + domain, "to " + domain);
        assertThat(sink.awaitSubject("to " + domain).recipients())
                .singleElement()
                .asString()
                .startsWith("<x@" + domain + ">");
    }

    @ParameterizedTest
    @CsvSource({
        "null.peers.test,    5.1.10",
        "missing.peers.test, 5.1.2",
        "nowhere.peers.test, 5.4.4",
        "text.peers.test,    5.4.4",
        "loop.ours.test,     5.4.6"
    })
    void whereThereIsNoServerTheSenderIsToldAtOnce(String domain, String status) {
        relay.send("x@" + domain, "to " + domain);
        var report = relay.report("x@" + domain);
        assertThat(report.recipientField("Action")).isEqualTo("failed");
        assertThat(report.recipientField("Status")).isEqualTo(status);
        assertThat(report.recipientField("Remote-MTA")).isNull();
    }

    @Test
    void whatMayBeWellAgainWaits() {
        relay.send("x@down.peers.test", "down");
        relay.send("x@unserved.example", "refused by the name server");
        var waiting = relay.awaitQueue(2, each -> each.attempts() == 1);
        assertThat(waiting)
                .filteredOn(each -> each.domain().equals("down.peers.test"))
                .singleElement()
                .satisfies(each -> assertThat(each.reason()).contains("dead.peers.test"));
        assertThat(waiting)
                .filteredOn(each -> each.domain().equals("unserved.example"))
                .singleElement()
                .satisfies(each -> assertThat(each.reason()).contains("unserved.example"));
    }
}
