package io.staffetta.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// The hook as an operator writes it, in a server that speaks SMTP.
class GreylistTest {

    private static final String PLAIN = "<hook use=\"greylist\"/>";
    private static final String FROM = "eve@sender.example";
    private static final String TO = "alice@example.org";
    private static final Duration DELAY = Duration.ofMinutes(5);

    @Test
    void whoComesBackIsLetIn() {
        try (var mx = Mx.with(PLAIN)) {
            assertThat(mx.rcpt("198.51.100.7", FROM, TO))
                    .isEqualTo("451 4.7.1 Greylisted, try again in 300 seconds");
            mx.pass(Duration.ofSeconds(299));
            assertThat(mx.rcpt("198.51.100.7", FROM, TO))
                    .isEqualTo("451 4.7.1 Greylisted, try again in 1 seconds");
            mx.pass(Duration.ofSeconds(1));
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
            assertThat(mx.findings("delayed")).isEqualTo(2);
            assertThat(mx.findings("passed")).isEqualTo(1);
            assertThat(mx.findings("known")).isEqualTo(1);
        }
    }

    @Test
    void nobodyWaitsForAClockThatWasSetBack() {
        try (var mx = Mx.with(PLAIN)) {
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.pass(Duration.ofDays(-1));
            assertThat(mx.rcpt("198.51.100.7", FROM, TO))
                    .isEqualTo("451 4.7.1 Greylisted, try again in 300 seconds");
            mx.pass(DELAY);
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
        }
    }

    @Test
    void anyAddressOfTheNetworkWillDoAndNoOther() {
        try (var mx = Mx.with(PLAIN)) {
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.rcpt("2001:db8:1:2::7", FROM, TO);
            mx.pass(DELAY);
            assertThat(mx.rcpt("198.51.101.7", FROM, TO)).startsWith("451 4.7.1 ");
            assertThat(mx.rcpt("198.51.100.200", FROM, TO)).startsWith("250 ");
            assertThat(mx.rcpt("2001:db8:1:3::7", FROM, TO)).startsWith("451 4.7.1 ");
            assertThat(mx.rcpt("2001:db8:1:2:ffff::7", FROM, TO)).startsWith("250 ");
        }
    }

    @Test
    void networksMayBeNarrower() {
        try (var mx =
                Mx.with(
                        "<hook use=\"greylist\"><ipv4-prefix>32</ipv4-prefix>"
                                + "<delay>1m</delay><text>wait {seconds}s</text></hook>")) {
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).isEqualTo("451 4.7.1 wait 60s");
            mx.pass(Duration.ofMinutes(1));
            assertThat(mx.rcpt("198.51.100.8", FROM, TO)).startsWith("451 4.7.1 ");
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
        }
    }

    @Test
    void eachRecipientHasATripletOfItsOwn() {
        try (var mx = Mx.with(PLAIN)) {
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.pass(DELAY);
            try (var client = mx.client("198.51.100.7")) {
                client.say("MAIL FROM:<" + FROM + ">");
                assertThat(client.say("RCPT TO:<bob@example.org>")).startsWith("451 4.7.1 ");
                assertThat(client.say("RCPT TO:<Alice@Example.org>")).startsWith("250 ");
                assertThat(client.data()).startsWith("250 ");
            }
            assertThat(mx.deliveries()).isEqualTo(1);
        }
    }

    @Test
    void whoComesTooLateBeginsAnew() {
        try (var mx = Mx.with(PLAIN)) {
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.pass(Duration.ofDays(2));
            assertThat(mx.rcpt("198.51.100.7", FROM, TO))
                    .isEqualTo("451 4.7.1 Greylisted, try again in 300 seconds");
        }
    }

    @Test
    void whatPassedIsForgottenWhenItIsNotUsed() {
        try (var mx = Mx.with(PLAIN)) {
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.pass(DELAY);
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.pass(Duration.ofDays(34));
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
            mx.pass(Duration.ofDays(34));
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
            mx.pass(Duration.ofDays(36));
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("451 4.7.1 ");
        }
    }

    @Test
    void reportsAreGreylistedLikeAnythingElse() {
        try (var mx = Mx.with(PLAIN)) {
            assertThat(mx.rcpt("198.51.100.7", "", TO)).startsWith("451 4.7.1 ");
            mx.pass(DELAY);
            assertThat(mx.rcpt("198.51.100.7", "", TO)).startsWith("250 ");
        }
    }

    @Test
    void sendersThatChangeWithEachMessageAreTheSame() {
        try (var mx = Mx.with(PLAIN)) {
            mx.rcpt("198.51.100.7", "list-bounces-17-alice=example.org@sender.example", TO);
            mx.pass(DELAY);
            assertThat(
                            mx.rcpt(
                                    "198.51.100.7",
                                    "list-bounces-18-alice=example.org@sender.example",
                                    TO))
                    .startsWith("250 ");
        }
        try (var mx = Mx.with("<hook use=\"greylist\"><fold-sender>false</fold-sender></hook>")) {
            mx.rcpt("198.51.100.7", "list-17@sender.example", TO);
            mx.pass(DELAY);
            assertThat(mx.rcpt("198.51.100.7", "list-18@sender.example", TO))
                    .startsWith("451 4.7.1 ");
        }
    }

    @Test
    void aNetworkThatOftenComesBackNeedNotAnyMore() {
        try (var mx =
                Mx.with(
                        "<hook use=\"greylist\"><auto-allow-after>2</auto-allow-after>"
                                + "<auto-allow-lifetime>7d</auto-allow-lifetime></hook>")) {
            for (int i = 0; i < 2; i++) {
                var sender = "sender" + (char) ('a' + i) + "@sender.example";
                assertThat(mx.rcpt("198.51.100.7", sender, TO)).startsWith("451 4.7.1 ");
                mx.pass(Duration.ofHours(1));
                assertThat(mx.rcpt("198.51.100.7", sender, TO)).startsWith("250 ");
                assertThat(mx.rcpt("198.51.100.7", sender, TO)).startsWith("250 ");
            }
            assertThat(mx.rcpt("198.51.100.99", "new@other.example", TO)).startsWith("250 ");
            assertThat(mx.findings("auto-allowed")).isEqualTo(2);
            assertThat(mx.rcpt("198.51.101.99", "new@other.example", TO)).startsWith("451 4.7.1 ");
            mx.pass(Duration.ofDays(6));
            assertThat(mx.rcpt("198.51.100.99", "third@other.example", TO)).startsWith("250 ");
            mx.pass(Duration.ofDays(6));
            assertThat(mx.rcpt("198.51.100.99", "fourth@other.example", TO)).startsWith("250 ");
            mx.pass(Duration.ofDays(7));
            assertThat(mx.rcpt("198.51.100.99", "fifth@other.example", TO))
                    .startsWith("451 4.7.1 ");
        }
    }

    @Test
    void neverAllowsANetworkIfItMustNot() {
        try (var mx =
                Mx.with(
                        "<hook use=\"greylist\"><auto-allow-after>0</auto-allow-after>"
                                + "<auto-allow-interval>0s</auto-allow-interval></hook>")) {
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.pass(DELAY);
            for (int i = 0; i < 10; i++) {
                assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
            }
            assertThat(mx.rcpt("198.51.100.7", "new@other.example", TO)).startsWith("451 4.7.1 ");
        }
    }

    @Test
    void observesWithoutDelaying() {
        try (var mx = Mx.with("<hook use=\"greylist\" mode=\"observe\"/>")) {
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
            assertThat(mx.findings("delayed")).isEqualTo(1);
            mx.pass(DELAY);
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
            assertThat(mx.findings("passed")).isEqualTo(1);
        }
    }

    @Test
    void aRehearsalIsNotRemembered() {
        try (var mx = Mx.with(PLAIN)) {
            assertThat(mx.explain("198.51.100.7", FROM, TO)).contains("451 4.7.1 Greylisted");
            mx.pass(DELAY);
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("451 4.7.1 ");
            mx.pass(DELAY);
            assertThat(mx.explain("198.51.100.7", FROM, TO)).doesNotContain("451");
        }
    }

    @Test
    void survivesAReload() {
        try (var mx = Mx.with(PLAIN)) {
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.reload("<hook use=\"greylist\"><delay>1m</delay></hook>");
            mx.pass(Duration.ofMinutes(1));
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
        }
    }

    @Test
    void survivesARestart(@TempDir Path folder) {
        var chain = "<hook use=\"greylist\"/>";
        try (var mx = Mx.remembering(folder, chain)) {
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("451 4.7.1 ");
        }
        try (var mx = Mx.remembering(folder, chain)) {
            mx.pass(DELAY);
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
        }
        try (var mx = Mx.remembering(folder, chain)) {
            mx.pass(DELAY);
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
            assertThat(mx.findings("known")).isEqualTo(1);
        }
    }

    @Test
    void decidesAtDataAboutAllIfItMust() {
        try (var mx = Mx.with("<hook use=\"greylist\"><phase>data</phase></hook>")) {
            try (var client = mx.client("198.51.100.7")) {
                client.say("MAIL FROM:<" + FROM + ">");
                assertThat(client.say("RCPT TO:<alice@example.org>")).startsWith("250 ");
                assertThat(client.data())
                        .isEqualTo("451 4.7.1 Greylisted, try again in 300 seconds");
            }
            mx.pass(DELAY);
            try (var client = mx.client("198.51.100.7")) {
                client.say("MAIL FROM:<" + FROM + ">");
                client.say("RCPT TO:<alice@example.org>");
                client.say("RCPT TO:<bob@example.org>");
                assertThat(client.data()).startsWith("451 4.7.1 ");
                client.say("RSET");
                client.say("MAIL FROM:<" + FROM + ">");
                client.say("RCPT TO:<alice@example.org>");
                assertThat(client.data()).startsWith("250 ");
            }
        }
    }

    @Test
    void forgetsThoseThatExpireFirstWhereThereAreTooMany() {
        try (var mx = Mx.with("<hook use=\"greylist\"><max-entries>3</max-entries></hook>")) {
            mx.rcpt("198.51.100.7", FROM, TO);
            mx.pass(DELAY);
            mx.rcpt("198.51.100.7", FROM, TO);
            for (int i = 0; i < 20; i++) {
                var sender = "junk" + (char) ('a' + i) + "@sender.example";
                assertThat(mx.rcpt("203.0.113.5", sender, TO)).startsWith("451 4.7.1 ");
            }
            assertThat(mx.rcpt("198.51.100.7", FROM, TO)).startsWith("250 ");
        }
    }
}
