package io.staffetta.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// Rates as an operator writes them, in a server that speaks SMTP.
class RateLimitTest {

    private static final String MESSAGES =
            hook("<by>address</by><of>messages</of><rate>2/1h</rate>");
    private static final String ONE = "198.51.100.7";
    private static final String OTHER = "198.51.100.8";

    @Test
    void messagesOfAnAddress() {
        try (var mx = Mx.with(MESSAGES)) {
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(ONE))
                    .isEqualTo(
                            "450 4.7.1 Too many messages from your address, try again in 1800"
                                    + " seconds");
            assertThat(mx.mail(OTHER)).startsWith("250 ");
            mx.pass(Duration.ofMinutes(30));
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(ONE)).startsWith("450 4.7.1 ");
            assertThat(mx.findings("exceeded")).isEqualTo(2);
            assertThat(mx.findings("ok")).isEqualTo(4);
            assertThat(mx.exceeded("messages-by-address")).isEqualTo(2);
        }
    }

    @Test
    void observesWithoutRefusing() {
        try (var mx = Mx.with(MESSAGES.replace("\">", "\" mode=\"observe\">"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(mx.mail(ONE)).startsWith("250 ");
            }
            assertThat(mx.findings("exceeded")).isEqualTo(3);
        }
    }

    @Test
    void aBurstMayBeSmallerThanTheRate() {
        try (var mx =
                Mx.with(
                        hook(
                                "<by>address</by><of>messages</of><rate>60/1h</rate>"
                                        + "<burst>1</burst>"))) {
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(ONE)).endsWith(", try again in 60 seconds");
            mx.pass(Duration.ofMinutes(1));
            assertThat(mx.mail(ONE)).startsWith("250 ");
        }
    }

    @Test
    void connectionsOfANetwork() {
        try (var mx = Mx.with(hook("<by>network</by><of>connections</of><rate>2/1m</rate>"))) {
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(OTHER)).startsWith("250 ");
            assertThat(mx.mail("198.51.100.9"))
                    .isEqualTo(
                            "421 4.7.0 Too many connections from your network, try again in 30"
                                    + " seconds");
            assertThat(mx.mail("198.51.101.9")).startsWith("250 ");
            assertThat(mx.mail("2001:db8::1")).startsWith("250 ");
            assertThat(mx.mail("2001:db8::2")).startsWith("250 ");
            assertThat(mx.mail("2001:db8::3")).startsWith("421 4.7.0 ");
            assertThat(mx.mail("2001:db8:0:1::3")).startsWith("250 ");
        }
    }

    /// Whoever has one has them all.
    @Test
    void allAddressesOfAnIpv6ClientAreOne() {
        try (var mx = Mx.with(hook("<by>address</by><of>messages</of><rate>1/1h</rate>"))) {
            assertThat(mx.mail("2001:db8::1")).startsWith("250 ");
            assertThat(mx.mail("2001:db8::ffff:2")).startsWith("450 4.7.1 ");
            assertThat(mx.mail("2001:db8:0:1::1")).startsWith("250 ");
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(OTHER)).startsWith("250 ");
        }
    }

    @Test
    void everythingOfAListener() {
        try (var mx = Mx.with(hook("<by>listener</by><of>messages</of><rate>1/1h</rate>"))) {
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail("2001:db8::1")).startsWith("450 4.7.1 Too many messages here");
        }
    }

    @Test
    void recipientsOfAnAccountAndOfNobodyElse() {
        try (var mx = Mx.with(hook("<by>account</by><of>recipients</of><rate>1/1d</rate>"))) {
            try (var user = mx.user(ONE, "alice@example.org")) {
                user.say("MAIL FROM:<alice@example.org>");
                assertThat(user.say("RCPT TO:<bob@example.org>")).startsWith("250 ");
                assertThat(user.say("RCPT TO:<alice@example.org>"))
                        .startsWith("452 4.5.3 Too many recipients from your account");
            }
            try (var user = mx.user(ONE, "bob@example.org")) {
                user.say("MAIL FROM:<bob@example.org>");
                assertThat(user.say("RCPT TO:<bob@example.org>")).startsWith("250 ");
            }
            try (var stranger = mx.client(ONE)) {
                stranger.say("MAIL FROM:<eve@sender.example>");
                assertThat(stranger.say("RCPT TO:<bob@example.org>")).startsWith("250 ");
                assertThat(stranger.say("RCPT TO:<alice@example.org>")).startsWith("250 ");
            }
        }
    }

    @Test
    void messagesOfASendersDomainAndForARecipient() {
        try (var mx =
                        Mx.with(
                                hook("<by>sender-domain</by><of>messages</of><rate>1/1h</rate>")
                                        + hook(
                                                "<by>recipient</by><of>messages</of>"
                                                        + "<rate>2/1h</rate>"));
                var client = mx.client(ONE)) {
            assertThat(client.say("MAIL FROM:<a@sender.example>")).startsWith("250 ");
            assertThat(client.say("RCPT TO:<alice@example.org>")).startsWith("250 ");
            client.say("RSET");
            assertThat(client.say("MAIL FROM:<b@Sender.Example>"))
                    .startsWith("450 4.7.1 Too many messages from this sender's domain");
            assertThat(client.say("MAIL FROM:<>")).startsWith("250 ");
            assertThat(client.say("RCPT TO:<Alice@example.org>")).startsWith("250 ");
            client.say("RSET");
            assertThat(client.say("MAIL FROM:<>")).startsWith("450 4.7.1 ");
            assertThat(client.say("MAIL FROM:<c@third.example>")).startsWith("250 ");
            assertThat(client.say("RCPT TO:<alice@example.org>"))
                    .startsWith("450 4.7.1 Too many messages for this recipient");
            assertThat(client.say("RCPT TO:<bob@example.org>")).startsWith("250 ");
        }
    }

    @Test
    void octetsArePaidForLater() {
        try (var mx = Mx.with(hook("<by>address</by><of>octets</of><rate>10/1h</rate>"));
                var client = mx.client(ONE)) {
            client.say("MAIL FROM:<a@sender.example>");
            client.say("RCPT TO:<alice@example.org>");
            assertThat(client.data()).startsWith("250 ");
            assertThat(client.say("MAIL FROM:<a@sender.example>"))
                    .startsWith("450 4.7.1 Too many octets from your address, try again in ");
            mx.pass(Duration.ofMinutes(60));
            assertThat(client.say("MAIL FROM:<a@sender.example>")).startsWith("450 ");
            mx.pass(Duration.ofMinutes(6));
            assertThat(client.say("MAIL FROM:<a@sender.example>")).startsWith("250 ");
        }
    }

    @Test
    void octetsForARecipient() {
        try (var mx = Mx.with(hook("<by>recipient</by><of>octets</of><rate>10/1h</rate>"));
                var client = mx.client(ONE)) {
            client.say("MAIL FROM:<a@sender.example>");
            client.say("RCPT TO:<alice@example.org>");
            assertThat(client.data()).startsWith("250 ");
            client.say("MAIL FROM:<a@sender.example>");
            assertThat(client.say("RCPT TO:<alice@example.org>")).startsWith("450 4.7.1 ");
            assertThat(client.say("RCPT TO:<bob@example.org>")).startsWith("250 ");
        }
    }

    @Test
    void recipientsThatDoNotExist() {
        try (var mx =
                Mx.with(hook("<by>address</by><of>failed-recipients</of><rate>2/1h</rate>"))) {
            try (var client = mx.client(ONE)) {
                client.say("MAIL FROM:<a@sender.example>");
                assertThat(client.say("RCPT TO:<nobody@example.org>")).startsWith("550 5.1.1 ");
                assertThat(client.say("RCPT TO:<alice@example.org>")).startsWith("250 ");
                assertThat(client.say("RCPT TO:<x@elsewhere.example>")).startsWith("550 5.7.1 ");
                assertThat(client.say("RCPT TO:<bob@example.org>"))
                        .startsWith("450 4.7.1 Too many wrong recipients from your address");
            }
            assertThat(mx.mail(ONE)).startsWith("421 4.7.0 ");
            assertThat(mx.mail(OTHER)).startsWith("250 ");
            mx.pass(Duration.ofMinutes(30));
            assertThat(mx.mail(ONE)).startsWith("250 ");
        }
    }

    @Test
    void theOperatorSaysWhatBecomesOfWhoExceeds() {
        var limit = "<by>address</by><of>messages</of><rate>1/1h</rate>";
        try (var mx = Mx.with(hook(limit + "<action>refuse</action>"))) {
            mx.mail(ONE);
            assertThat(mx.mail(ONE)).isEqualTo("550 5.7.1 Too many messages from your address");
        }
        try (var mx = Mx.with(hook(limit + "<action>disconnect</action>"));
                var client = mx.client(ONE)) {
            mx.mail(ONE);
            assertThat(client.say("MAIL FROM:<a@sender.example>")).startsWith("421 4.7.0 ");
            assertThat(client.say("NOOP")).isEmpty();
        }
        try (var mx =
                Mx.with(
                        hook(
                                "<by>address</by><of>connections</of><rate>1/1h</rate>"
                                        + "<action>refuse</action>"))) {
            mx.mail(ONE);
            assertThat(mx.mail(ONE)).isEqualTo("554 5.7.1 Too many connections from your address");
        }
    }

    @Test
    void limitsAreForWhomTheySay() {
        try (var mx =
                Mx.with(
                        """
                        <hook use="rate-limit">
                          <limit><by>address</by><of>messages</of><rate>1/1h</rate>
                            <clients>strangers</clients></limit>
                          <limit><by>address</by><of>messages</of><rate>2/1h</rate>
                            <clients>authenticated</clients></limit>
                          <limit><by>address</by><of>messages</of><rate>3/1h</rate>
                            <clients>local</clients></limit>
                          <local-network>203.0.113.0/24</local-network>
                          <help>see https://help.example.org/</help>
                        </hook>
                        """)) {
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(ONE))
                    .startsWith("450 4.7.1 ")
                    .endsWith(" seconds; see https://help.example.org/");
            try (var user = mx.user(ONE, "alice@example.org")) {
                for (int i = 0; i < 2; i++) {
                    assertThat(user.say("MAIL FROM:<alice@example.org>")).startsWith("250 ");
                    user.say("RSET");
                }
                assertThat(user.say("MAIL FROM:<alice@example.org>")).startsWith("450 4.7.1 ");
            }
            for (var local : new String[] {"203.0.113.1", "127.0.0.1"}) {
                for (int i = 0; i < 3; i++) {
                    assertThat(mx.mail(local)).startsWith("250 ");
                }
                assertThat(mx.mail(local)).startsWith("450 4.7.1 ");
            }
        }
    }

    @Test
    void someAreExempt() {
        try (var mx =
                Mx.with(
                        """
                        <hook use="rate-limit">
                          <limit><by>listener</by><of>messages</of><rate>1/1h</rate></limit>
                          <exempt-network>203.0.113.0/24</exempt-network>
                          <exempt-account>alice@example.org</exempt-account>
                        </hook>
                        """)) {
            for (int i = 0; i < 3; i++) {
                assertThat(mx.mail("203.0.113.1")).startsWith("250 ");
                try (var user = mx.user(ONE, "alice@example.org")) {
                    assertThat(user.say("MAIL FROM:<alice@example.org>")).startsWith("250 ");
                }
            }
            assertThat(mx.mail(ONE)).startsWith("250 ");
            try (var user = mx.user(ONE, "bob@example.org")) {
                assertThat(user.say("MAIL FROM:<bob@example.org>")).startsWith("450 ");
            }
        }
    }

    @Test
    void logins() {
        try (var mx = Mx.with(hook("<by>account</by><of>connections</of><rate>1/1h</rate>"))) {
            try (var user = mx.user(ONE, "alice@example.org")) {
                assertThat(user.say("MAIL FROM:<alice@example.org>")).startsWith("250 ");
            }
            try (var user = mx.client(OTHER)) {
                assertThat(user.say("AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA=="))
                        .startsWith("454 4.7.0 Too many connections from your account");
            }
        }
    }

    @Test
    void aRehearsalCountsNothing() {
        try (var mx = Mx.with(MESSAGES)) {
            for (int i = 0; i < 5; i++) {
                assertThat(mx.explain(ONE, "a@sender.example", "alice@example.org"))
                        .doesNotContain("450");
            }
            mx.mail(ONE);
            mx.mail(ONE);
            assertThat(mx.explain(ONE, "a@sender.example", "alice@example.org"))
                    .contains("450 4.7.1 Too many messages");
        }
    }

    @Test
    void aReloadFillsNoBucket() {
        try (var mx = Mx.with(MESSAGES)) {
            mx.mail(ONE);
            mx.mail(ONE);
            mx.reload(MESSAGES.replace("</limit>", "</limit><save-interval>1m</save-interval>"));
            assertThat(mx.mail(ONE)).startsWith("450 4.7.1 ");
        }
    }

    @Test
    void aRestartFillsNoBucket(@TempDir Path folder) {
        try (var mx = Mx.remembering(folder, MESSAGES)) {
            mx.mail(ONE);
            mx.mail(ONE);
            mx.mail(OTHER);
        }
        try (var mx = Mx.remembering(folder, MESSAGES)) {
            assertThat(mx.mail(ONE)).startsWith("450 4.7.1 ");
            assertThat(mx.mail(OTHER)).startsWith("250 ");
            assertThat(mx.mail(OTHER)).startsWith("450 4.7.1 ");
            mx.pass(Duration.ofMinutes(30));
            assertThat(mx.mail(ONE)).startsWith("250 ");
        }
    }

    @Test
    void countsInMemoryWhileTheStoreCannotTell() {
        try (var mx = Mx.with(MESSAGES, new BrokenState())) {
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.mail(ONE)).startsWith("450 4.7.1 ");
        }
    }

    private static String hook(String limit) {
        return "<hook use=\"rate-limit\"><limit>" + limit + "</limit></hook>";
    }
}
