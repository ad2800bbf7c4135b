package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.session.LoginRecord.Kind;
import io.staffetta.spi.Network;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class LoginThrottleTest {

    private static final Limits LIMITS = Limits.DEFAULTS;
    private static final Account ANN =
            new Account("ann", List.of(Mailbox.parse("Ann@example.org")), false);

    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle(() -> now, pauses::add);

    @Test
    void countsByClientNetworkAndAccount() throws Exception {
        fail("192.0.2.7", "Ann@Example.ORG ");
        fail("192.0.2.8", "ann@example.org");
        fail("2001:db8:1:2::3", "bob");
        fail("2001:db8:1:2::4", "b\no b");

        assertThat(shown())
                .containsExactlyInAnyOrder(
                        "CLIENT 192.0.2.7/32 1",
                        "CLIENT 192.0.2.8/32 1",
                        "NETWORK 192.0.2.0/24 2",
                        "ACCOUNT ann@example.org 2",
                        "PAIR 192.0.2.7/32 ann@example.org 1",
                        "PAIR 192.0.2.8/32 ann@example.org 1",
                        "CLIENT 2001:db8:1:2:0:0:0:0/64 2",
                        "NETWORK 2001:db8:1:0:0:0:0:0/48 2",
                        "ACCOUNT bob 1",
                        "ACCOUNT b?o b 1",
                        "PAIR 2001:db8:1:2:0:0:0:0/64 bob 1",
                        "PAIR 2001:db8:1:2:0:0:0:0/64 b?o b 1");
    }

    @Test
    void aSuccessForgivesTheFailuresWithThatAccountOnly() throws Exception {
        fail("192.0.2.7", "ann@example.org");
        fail("192.0.2.7", "ANN");
        fail("192.0.2.7", "bob");
        fail("192.0.2.9", "ann");

        throttle.succeeded(ip("192.0.2.7"), ANN, LIMITS);

        assertThat(shown())
                .containsExactlyInAnyOrder(
                        "CLIENT 192.0.2.7/32 1",
                        "CLIENT 192.0.2.9/32 1",
                        "NETWORK 192.0.2.0/24 2",
                        "ACCOUNT bob 1",
                        "ACCOUNT ann 1",
                        "PAIR 192.0.2.7/32 bob 1",
                        "PAIR 192.0.2.9/32 ann 1",
                        "WELCOME 192.0.2.7/32 0");
    }

    /// Stores know a mailbox in all its forms, so all of them are counted as one.
    @Test
    void aMailboxCanBeWrittenInManyWays() throws Exception {
        fail("192.0.2.7", "ann@b\u00fccher.example");
        fail("192.0.2.8", "\"ann\"@B\u00dcCHER.example");
        fail("192.0.2.9", "\"\\a\\nn\"@xn--bcher-kva.example");

        assertThat(shown()).contains("ACCOUNT ann@xn--bcher-kva.example 3");
    }

    /// Whoever has an account could otherwise guess without end.
    @Test
    void anAccountOfOnesOwnIsNoLicenceToGuess() throws Exception {
        for (int i = 0; i < LIMITS.loginFailuresPerClient(); i++) {
            assertThat(throttle.refusal(ip("192.0.2.7"), LIMITS)).isEmpty();
            fail("192.0.2.7", "bob" + i);
            throttle.succeeded(ip("192.0.2.7"), ANN, LIMITS);
        }
        assertThat(throttle.refusal(ip("192.0.2.7"), LIMITS)).contains("login-failures-per-client");
    }

    @Test
    void failuresOfAnEarlierWindowAreNotForgivenTwice() throws Exception {
        fail("192.0.2.7", "bob");
        now = now.plus(LIMITS.loginMemory()).minusSeconds(1);
        for (int i = 0; i < 5; i++) {
            fail("192.0.2.7", "ann");
        }
        now = now.plusSeconds(2);
        fail("192.0.2.7", "bob");
        throttle.succeeded(ip("192.0.2.7"), ANN, LIMITS);
        assertThat(shown()).contains("CLIENT 192.0.2.7/32 1");
    }

    @Test
    void exemptNetworksAreNotCountedByAddress() throws Exception {
        var limits = exempt(Network.parse("10.0.0.0/8"));
        for (int i = 0; i < 100; i++) {
            throttle.failed(ip("10.1.2.3"), "ann", limits);
        }
        assertThat(throttle.refusal(ip("10.1.2.3"), limits)).isEmpty();
        assertThat(shown()).containsExactly("ACCOUNT ann 100");
        assertThat(pauses.getLast()).isEqualTo(LIMITS.maxLoginDelay());
        assertThat(throttle.failed(ip("10.1.2.3"), "ann", limits)).isTrue();
    }

    @Test
    void clientsOfUnixSocketsAreCountedByAccount() throws Exception {
        throttle.failed(Optional.empty(), "ann", LIMITS);
        throttle.failed(Optional.empty(), "", LIMITS);
        assertThat(shown()).containsExactly("ACCOUNT ann 1");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void theOperatorForgetsAClientWithItsPartInTheNetwork() throws Exception {
        fail("192.0.2.7", "ann");
        fail("192.0.2.7", "bob");
        fail("192.0.2.8", "ann");

        assertThat(throttle.forget("192.0.2.7")).isTrue();

        assertThat(shown())
                .containsExactlyInAnyOrder(
                        "CLIENT 192.0.2.8/32 1",
                        "NETWORK 192.0.2.0/24 1",
                        "ACCOUNT ann 2",
                        "ACCOUNT bob 1",
                        "PAIR 192.0.2.8/32 ann 1");
        assertThat(throttle.forget("192.0.2.7")).isFalse();
    }

    @Test
    void theOperatorForgetsANetworkWithAllInIt() throws Exception {
        fail("192.0.2.7", "ann");
        fail("2001:db8:1:2::3", "ann");
        fail("198.51.100.1", "ann");

        assertThat(throttle.forget("192.0.2.0/24")).isTrue();
        assertThat(throttle.forget("2001:db8:1:2::99")).isTrue();

        assertThat(shown())
                .containsExactlyInAnyOrder(
                        "CLIENT 198.51.100.1/32 1",
                        "NETWORK 198.51.100.0/24 1",
                        "ACCOUNT ann 3",
                        "PAIR 198.51.100.1/32 ann 1");
    }

    @Test
    void theOperatorForgetsAnAccount() throws Exception {
        fail("192.0.2.7", "ann b");
        fail("192.0.2.7", "b");

        assertThat(throttle.forget(" ANN B")).isTrue();

        assertThat(shown())
                .containsExactlyInAnyOrder(
                        "CLIENT 192.0.2.7/32 2",
                        "NETWORK 192.0.2.0/24 2",
                        "ACCOUNT b 1",
                        "PAIR 192.0.2.7/32 b 1");
        assertThat(throttle.forget("nobody")).isFalse();
    }

    @Test
    void whatIsRestoredCounts() {
        throttle.restore(
                List.of(
                        new LoginRecord(Kind.CLIENT, "192.0.2.7/32", 30, now.minusSeconds(60)),
                        new LoginRecord(Kind.NETWORK, "192.0.2.0/24", 300, now.minusSeconds(60)),
                        new LoginRecord(Kind.WELCOME, "192.0.2.9/32", 0, now.minusSeconds(86_000)),
                        new LoginRecord(Kind.CLIENT, "192.0.2.8/32", 30, now.minusSeconds(86_000)),
                        new LoginRecord(Kind.ACCOUNT, "ann", 7, now.plusSeconds(60))));

        assertThat(throttle.refusal(ip("192.0.2.7"), LIMITS)).contains("login-failures-per-client");
        assertThat(throttle.refusal(ip("192.0.2.8"), LIMITS))
                .as("its own failures are too old")
                .contains("login-failures-per-network");
        assertThat(throttle.refusal(ip("192.0.2.9"), LIMITS)).isEmpty();
        assertThat(shown()).as("nothing of the future").noneMatch(one -> one.startsWith("ACCOUNT"));
    }

    private void fail(String client, String login) throws InterruptedException {
        throttle.failed(ip(client), login, LIMITS);
    }

    private List<String> shown() {
        return throttle.records(LIMITS.loginMemory()).stream()
                .map(one -> one.kind() + " " + one.who() + " " + one.failures())
                .toList();
    }

    private static Optional<InetAddress> ip(String address) {
        return Optional.of(InetAddress.ofLiteral(address));
    }

    private static Limits exempt(Network network) {
        var d = LIMITS;
        return new Limits(
                d.messageSize(),
                d.recipients(),
                d.receivedHeaders(),
                d.headerOctets(),
                d.loginFailures(),
                d.loginDelay(),
                d.maxLoginDelay(),
                d.loginMemory(),
                d.loginFailuresPerClient(),
                d.loginFailuresPerNetwork(),
                d.loginFailuresPerAccount(),
                List.of(network),
                d.loginSaveInterval(),
                d.shutdownGrace(),
                d.lookupDeadline(),
                d.outboundTlsDeadline(),
                d.abandonedCalls());
    }
}
