package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.staffetta.kernel.config.HookConfig;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.mail.Reply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class CallOrderTest {

    private final Server server = new Server();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void stepsOutOfOrderAreRefused() {
        var intake = server.open();
        assertThatIllegalStateException().isThrownBy(() -> Server.greet(intake));
        intake.connected();
        assertThatIllegalStateException().isThrownBy(intake::connected);
        assertThatIllegalStateException().isThrownBy(() -> Server.mail(intake, "a@b.example"));
        assertThatIllegalStateException().isThrownBy(() -> intake.authenticate("PLAIN"));
        Server.greet(intake);
        assertThatIllegalStateException().isThrownBy(() -> Server.rcpt(intake, "bob@example.org"));
        Server.mail(intake, "a@b.example");
        assertThatIllegalStateException().isThrownBy(() -> Server.mail(intake, "a@b.example"));
        assertThatIllegalStateException().isThrownBy(intake::data);
        assertThatIllegalStateException().isThrownBy(intake::draft);
        Server.rcpt(intake, "bob@example.org");
        intake.data();
        assertThatIllegalStateException().isThrownBy(intake::data);
        assertThatIllegalStateException().isThrownBy(() -> Server.rcpt(intake, "ann@example.org"));
        intake.draft();
        assertThatIllegalStateException().isThrownBy(intake::draft);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> intake.accept(server.spool.draft(), Server.TRACE));
    }

    @Test
    void aRefusedConnectionCanOnlyEnd() {
        server.hook((Hook.OnConnect) _ -> new Decision.Refuse(Reply.of(554, "5.7.1", "Go away")));
        var intake = server.open();

        assertThat(Said.by(intake.connected())).isEqualTo("refuse 554 5.7.1");
        assertThatIllegalStateException().isThrownBy(() -> Server.greet(intake));
        assertThatIllegalStateException().isThrownBy(intake::secured);
    }

    @Test
    void greetingEndsATransaction() {
        var intake = server.inTransaction();
        Server.greet(intake);

        assertThat(Said.by(Server.mail(intake, "a@b.example"))).isEqualTo("proceed");
        assertThatIllegalStateException().isThrownBy(intake::data);
    }

    @Test
    void resetDropsWhatWasReceived() {
        var intake = server.inTransaction();
        intake.data();
        intake.draft();
        intake.reset();

        assertThat(server.spool.allDraftsClosed()).isTrue();
        assertThat(Said.by(Server.mail(intake, "a@b.example"))).isEqualTo("proceed");
    }

    @Test
    void startTlsForgetsEverythingSaidInClear() {
        var seen = new Attribute.OfSession<>("test.seen", String.class);
        server.authInClear = true;
        server.hook(
                "note",
                (Hook.OnHelo)
                        (_, _, session) -> {
                            session.put(seen, "in clear");
                            return Decision.NEXT;
                        },
                HookConfig.Mode.ENFORCE,
                seen);
        var intake = server.greeted();
        assertThat(Said.by(Server.login(intake, "PLAIN", "ann@example.org secret")))
                .isEqualTo("authenticated 235 2.7.0");
        Server.mail(intake, "ann@example.org");
        assertThat(intake.session().get(seen)).contains("in clear");

        server.connection.startTls(Duration.ofSeconds(1));
        assertThatIllegalStateException()
                .as("a handshake must be reported")
                .isThrownBy(() -> Server.greet(intake));
        assertThat(Said.by(intake.secured())).isEqualTo("proceed");

        assertThat(intake.session().greeting()).isEmpty();
        assertThat(intake.session().identity()).isEmpty();
        assertThat(intake.session().get(seen)).isEmpty();
        assertThat(intake.session().tls()).isPresent();
        assertThatIllegalStateException().isThrownBy(() -> Server.mail(intake, "a@b.example"));
    }

    @Test
    void implicitTlsKeepsWhatConnectHooksLeft() {
        var seen = new Attribute.OfSession<>("test.seen", String.class);
        server.connection.tls = Optional.of(FakeConnection.TLS);
        server.hook(
                "note",
                (Hook.OnConnect)
                        session -> {
                            session.put(seen, "connected");
                            return Decision.NEXT;
                        },
                HookConfig.Mode.ENFORCE,
                seen);
        var intake = server.open();
        intake.connected();
        intake.secured();
        Server.greet(intake);

        assertThat(intake.session().get(seen)).contains("connected");
    }

    @Test
    void aTlsHookCanOnlyDisconnect() {
        server.hook(
                (Hook.OnTls) (_, _) -> new Decision.Refuse(Reply.of(554, "5.7.1", "Bad cipher")));
        server.connection.tls = Optional.of(FakeConnection.TLS);

        assertThat(Said.by(server.open().secured())).isEqualTo("disconnect 554 5.7.1");
    }

    @Test
    void everyHookHearsOfTheEndOnceEvenIfOthersFailOrTheThreadIsInterrupted() {
        List<DisconnectReason> heard = new ArrayList<>();
        server.hook(
                (Hook.OnDisconnect)
                        (_, _) -> {
                            throw new IllegalStateException("broken");
                        });
        server.hook((Hook.OnDisconnect) (reason, _) -> heard.add(reason));
        var intake = server.open();
        intake.connected();
        Thread.currentThread().interrupt();
        intake.ended(DisconnectReason.QUIT);
        assertThat(Thread.interrupted()).isTrue();
        intake.ended(DisconnectReason.LOST);

        assertThat(heard).containsExactly(DisconnectReason.QUIT);
    }

    @Test
    void hooksAddAndHideKeywords() {
        server.hook(
                (Hook.OnHelo)
                        (_, keywords, _) -> {
                            keywords.add("XTRA 1");
                            assertThat(keywords.hide("size")).isTrue();
                            return Decision.NEXT;
                        });
        server.hook(
                (Hook.OnHelo)
                        (_, keywords, _) -> {
                            keywords.hide("AUTH");
                            return Decision.NEXT;
                        });
        var intake = server.open();
        intake.connected();
        var keywords = new ArrayList<>(List.of("SIZE 100", "AUTH SCRAM-SHA-256", "PIPELINING"));
        intake.greeted(new Greeting(Greeting.Verb.EHLO, "client.example"), keywords);

        assertThat(keywords).containsExactly("PIPELINING", "XTRA 1");
        assertThat(Said.by(Server.login(intake, "SCRAM-SHA-256", "ann@example.org secret")))
                .as("what is hidden is refused")
                .isEqualTo("refuse 502 5.5.1");
        assertThat(intake.mechanisms())
                .as("the next greeting announces, and hides, anew")
                .containsExactly("SCRAM-SHA-256");
        var again = new ArrayList<>(List.of("SIZE 100", "AUTH SCRAM-SHA-256"));
        intake.greeted(new Greeting(Greeting.Verb.EHLO, "client.example"), again);
        assertThat(again).containsExactly("XTRA 1");
        assertThat(Said.by(Server.login(intake, "SCRAM-SHA-256", "ann@example.org secret")))
                .isEqualTo("refuse 502 5.5.1");
    }

    @Test
    void aRefusedGreetingCountsForNothing() {
        server.hook(
                (Hook.OnHelo)
                        (greeting, _, _) ->
                                greeting.name().equals("bad.example")
                                        ? Decision.refuse(550, "5.7.1", "Not you")
                                        : Decision.NEXT);
        var intake = server.greeted();
        assertThat(
                        Said.by(
                                intake.greeted(
                                        new Greeting(Greeting.Verb.EHLO, "bad.example"),
                                        new ArrayList<>())))
                .isEqualTo("refuse 550 5.7.1");
        assertThatIllegalStateException().isThrownBy(() -> Server.mail(intake, "a@b.example"));
        assertThat(Said.by(Server.greet(intake))).isEqualTo("proceed");
    }
}
