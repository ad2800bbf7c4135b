package io.staffetta.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;

/// Sessions at once: each is counted, and none is counted after it has ended.
@Timeout(120)
class SessionLimitTest {

    private static final String ONE = "198.51.100.7";
    private static final String OTHER = "198.51.100.8";

    @Test
    void ofAnAddress() {
        try (var mx = Mx.with(sessions("address", 2))) {
            var first = mx.untilWelcome(ONE);
            try (var second = mx.untilWelcome(ONE)) {
                assertThat(second.banner()).startsWith("220 ");
                assertThat(mx.mail(ONE))
                        .isEqualTo(
                                "421 4.7.0 Too many sessions at once from your address, try again"
                                        + " later");
                assertThat(mx.mail(OTHER)).startsWith("250 ");
                first.close();
                mx.untilWelcome(ONE).close();
            }
        }
    }

    @Test
    void whoeverGoesAwayAndHoweverIsNotCounted() {
        try (var mx = Mx.with(sessions("address", 5))) {
            for (int round = 0; round < 20; round++) {
                var clients = new ArrayList<Client>();
                for (int i = 0; i < 5; i++) {
                    clients.add(mx.untilWelcome(ONE));
                }
                assertThat(mx.mail(ONE)).startsWith("421 4.7.0 ");
                clients.get(0).say("EHLO a.example");
                clients.get(1).say("HELO a.example");
                clients.get(1).say("MAIL FROM:<a@sender.example>");
                clients.get(2).say("QUIT");
                clients.get(3).say("GET / HTTP/1.1");
                clients.forEach(Client::close);
            }
            for (int i = 0; i < 5; i++) {
                mx.untilWelcome(OTHER);
            }
            assertThat(mx.mail(OTHER)).startsWith("421 4.7.0 ");
        }
    }

    @Test
    void whoWasRefusedIsNotCounted() {
        var refuse = sessions("address", 1).replace("</limit>", "<action>refuse</action></limit>");
        try (var mx = Mx.with(refuse)) {
            var first = mx.untilWelcome(ONE);
            var waiting = new ArrayList<Client>();
            for (int i = 0; i < 5; i++) {
                try (var refused = mx.client(ONE)) {
                    assertThat(refused.banner()).startsWith("554 5.7.1 ");
                    waiting.add(refused);
                }
            }
            first.close();
            mx.untilWelcome(ONE).close();
            assertThat(waiting).hasSize(5);
        }
    }

    @Test
    void ofAnAccount() {
        try (var mx = Mx.with(sessions("account", 1));
                var first = mx.user(ONE, "alice@example.org")) {
            assertThat(first.say("MAIL FROM:<alice@example.org>")).startsWith("250 ");
            try (var second = mx.client(OTHER)) {
                assertThat(second.say("AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA=="))
                        .startsWith("454 4.7.0 Too many sessions at once from your account");
            }
            try (var bob = mx.user(ONE, "bob@example.org")) {
                assertThat(bob.say("MAIL FROM:<bob@example.org>")).startsWith("250 ");
            }
        }
    }

    @Test
    void ofASendersDomainAndARecipientUntilTheNextTransaction() {
        try (var mx = Mx.with(sessions("sender-domain", 1) + sessions("recipient", 1));
                var one = mx.client(ONE);
                var other = mx.client(OTHER)) {
            assertThat(one.say("MAIL FROM:<a@sender.example>")).startsWith("250 ");
            assertThat(one.say("RCPT TO:<alice@example.org>")).startsWith("250 ");
            assertThat(other.say("MAIL FROM:<b@sender.example>"))
                    .startsWith("450 4.7.1 Too many sessions at once from this sender's domain");
            assertThat(other.say("MAIL FROM:<b@other.example>")).startsWith("250 ");
            assertThat(other.say("RCPT TO:<alice@example.org>"))
                    .startsWith("450 4.7.1 Too many sessions at once for this recipient");
            assertThat(other.say("RCPT TO:<bob@example.org>")).startsWith("250 ");
            one.say("RSET");
            assertThat(one.say("MAIL FROM:<a@third.example>")).startsWith("250 ");
            assertThat(other.say("RCPT TO:<alice@example.org>")).startsWith("250 ");
            other.say("RSET");
            assertThat(other.say("MAIL FROM:<b@sender.example>")).startsWith("250 ");
        }
    }

    @Test
    void observesWithoutRefusing() {
        try (var mx = Mx.with(sessions("address", 1).replace("\">", "\" mode=\"observe\">"));
                var first = mx.client(ONE)) {
            assertThat(first.banner()).startsWith("220 ");
            assertThat(mx.mail(ONE)).startsWith("250 ");
            assertThat(mx.exceeded("sessions-by-address")).isEqualTo(1);
        }
    }

    @Test
    void areCountedOverAReload() {
        try (var mx = Mx.with(sessions("address", 1))) {
            var first = mx.client(ONE);
            mx.reload(sessions("address", 1).replace("</limit>", "</limit><help>x</help>"));
            assertThat(mx.mail(ONE)).startsWith("421 4.7.0 ");
            first.close();
            mx.untilWelcome(ONE).close();
        }
    }

    private static String sessions(String by, int atMost) {
        return ("<hook use=\"rate-limit\"><limit><by>%s</by><of>sessions</of><at-most>%d</at-most>"
                        + "</limit></hook>")
                .formatted(by, atMost);
    }
}
