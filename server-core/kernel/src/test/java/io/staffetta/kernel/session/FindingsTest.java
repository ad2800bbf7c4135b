package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.HookConfig.Mode;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.hook.Verdict;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What hooks find reaches those behind them, the metrics and the log.
class FindingsTest {

    private static final Attribute.OfSession<String> NAME =
            new Attribute.OfSession<>("client.hostname", String.class);
    private final Server server = new Server();
    private final List<String> seen = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void laterHooksReadThem() {
        finds();
        var intake = server.greeted();
        Server.mail(intake, "joe@elsewhere.example");
        Server.rcpt(intake, "bob@example.org");

        assertThat(seen).containsExactly("dnsbl=clean", "spf=pass");
        assertThat(server.meters.get("hook.findings{check=spf, hook=h2, result=pass}"))
                .isEqualTo(1);
    }

    @Test
    void whatIsSaidOfAReversePathEndsWithItsTransaction() {
        finds();
        var intake = server.greeted();
        Server.mail(intake, "joe@elsewhere.example");
        intake.reset();
        Server.mail(intake, "ann@elsewhere.example");
        Server.rcpt(intake, "bob@example.org");

        assertThat(seen).containsExactly("dnsbl=clean", "spf=pass");
    }

    @Test
    void whatIsSaidOfAGreetingEndsWithTheNext() {
        finds();
        server.hook(
                "h3",
                (Hook.OnHelo)
                        (greeting, _, session) -> {
                            boolean good = greeting.name().equals("client.example");
                            session.report(Finding.of("helo", good ? "ok" : "unknown", ""));
                            return good
                                    ? Decision.NEXT
                                    : Decision.refuse(550, "5.7.1", "not your name");
                        },
                Mode.OBSERVE);
        var intake = server.open();
        intake.connected();
        for (var name : List.of("bank.example", "bank.example", "client.example")) {
            intake.greeted(new Greeting(Greeting.Verb.EHLO, name), new ArrayList<>());
        }
        Server.mail(intake, "joe@elsewhere.example");
        Server.rcpt(intake, "bob@example.org");

        assertThat(seen).containsExactly("dnsbl=clean", "helo=ok", "spf=pass");
        assertThat(verdicts).isEmpty();
    }

    @Test
    void whatIsSaidOfUnknownCommandsPilesUpNowhere() {
        server.hook(
                "wordy",
                (Hook.OnUnknown)
                        (_, session) -> {
                            session.report(Finding.of("word", "unknown", ""));
                            return Decision.refuse(500, "5.5.1", "What?");
                        },
                Mode.ENFORCE);
        finds();
        var intake = server.greeted();
        intake.unknownCommand("FROB");
        intake.unknownCommand("FROB");
        Server.mail(intake, "joe@elsewhere.example");
        Server.rcpt(intake, "bob@example.org");

        assertThat(seen).containsExactly("dnsbl=clean", "spf=pass");
        assertThat(verdicts).isEmpty();
    }

    @Test
    void whatIsKnownOfTheAddressSurvivesStarttls() {
        finds();
        var intake = server.greeted();
        server.connection.startTls(Server.SHORT);
        intake.secured();
        Server.greet(intake);
        Server.mail(intake, "joe@elsewhere.example");
        Server.rcpt(intake, "bob@example.org");

        assertThat(seen).containsExactly("dnsbl=clean", "spf=pass");
        assertThat(intake.session().get(NAME)).contains("client.example");
    }

    @Test
    void decisionsAreVerdictsEvenIfOnlyObserved() {
        server.hook(
                "mean",
                (Hook.OnMail) (_, _, _) -> Decision.refuse(550, "5.7.1", "No"),
                Mode.OBSERVE);
        server.hook(
                "broken",
                (Hook.OnRcpt)
                        (_, _, _) -> {
                            throw new IllegalStateException("broken");
                        },
                Mode.OBSERVE);
        reads();
        var intake = server.greeted();
        Server.mail(intake, "joe@elsewhere.example");
        Server.rcpt(intake, "bob@example.org");

        assertThat(verdicts)
                .containsExactly(
                        new Verdict("mean", "mail", "refuse", true, "550 5.7.1 No"),
                        new Verdict(
                                "broken",
                                "rcpt",
                                "error",
                                true,
                                IllegalStateException.class.getName()));
    }

    @Test
    void theLogNamesThemInAFewWords() {
        var results =
                Attributes.NONE
                        .with(Finding.of("spf", "pass", "mx"))
                        .with(new Verdict("dnsbl", "connect", "refuse", true, "listed"))
                        .with(new Verdict("milter", "message", "quarantine", false, "spam"));

        assertThat(SessionLog.results(results))
                .isEqualTo("spf=pass dnsbl:connect=refuse(observed) milter:message=quarantine");
    }

    @Test
    void aFailedCallFindsNothing() {
        server.hook(
                "half",
                (Hook.OnMail)
                        (_, _, session) -> {
                            session.report(Finding.of("half", "found", ""));
                            throw new IllegalStateException("broken");
                        },
                Mode.OBSERVE);
        reads();
        var intake = server.greeted();
        Server.mail(intake, "joe@elsewhere.example");
        Server.rcpt(intake, "bob@example.org");

        assertThat(seen).isEmpty();
    }

    @Test
    void theTallyCountsWhatAClientDidWrong() {
        var intake = server.greeted();
        Server.mail(intake, "joe@elsewhere.example");
        Server.rcpt(intake, "nobody@example.org");
        Server.rcpt(intake, "ann@foreign.example");
        Server.rcpt(intake, "bob@example.org");
        intake.protocolError();

        assertThat(intake.session().tally()).isEqualTo(new Tally(0, 1, 1, 1, 0));
    }

    private void finds() {
        server.hook(
                "h1",
                (Hook.OnConnect)
                        session -> {
                            session.report(Finding.of("dnsbl", "clean", ""));
                            session.put(NAME, "client.example");
                            return Decision.NEXT;
                        },
                Mode.ENFORCE,
                NAME);
        server.hook(
                "h2",
                (Hook.OnMail)
                        (_, _, session) -> {
                            session.report(Finding.of("spf", "pass", ""));
                            return Decision.NEXT;
                        },
                Mode.OBSERVE);
        reads();
    }

    private void reads() {
        server.hook(
                "reader",
                (Hook.OnRcpt)
                        (_, _, transaction) -> {
                            transaction
                                    .findings()
                                    .forEach(one -> seen.add(one.check() + "=" + one.result()));
                            verdicts.addAll(transaction.verdicts());
                            return Decision.NEXT;
                        },
                Mode.ENFORCE);
    }
}
