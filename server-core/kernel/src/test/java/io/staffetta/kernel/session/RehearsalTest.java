package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.HookConfig.Mode;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.tls.TlsTerms;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class RehearsalTest {

    private static final String STRANGER = "joe@elsewhere.example";
    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";

    private final Server server = new Server();
    private final Steps steps = new Steps();

    @AfterEach
    void close() {
        server.close();
    }

    private String play(String from, String to, Optional<String> account) {
        var script =
                new Rehearsal.Script(
                        ReversePath.parse(from),
                        Mailbox.parse(to),
                        new InetSocketAddress("192.0.2.7", 0),
                        new InetSocketAddress("192.0.2.1", 25),
                        account);
        var end =
                Rehearsal.play(
                        server.policy(), server.services(), server.connection.terms, script, steps);
        return switch (end) {
            case Rehearsal.Accepted(var envelope) ->
                    "to "
                            + envelope.recipients().stream()
                                    .map(Recipient::mailbox)
                                    .map(Mailbox::toString)
                                    .toList();
            case Rehearsal.Refused(var reply) -> reply.toString();
        };
    }

    private List<String> written() {
        return steps.list().stream()
                .map(step -> step.phase() + " " + step.by() + ": " + step.result())
                .toList();
    }

    @Test
    void mailForOurOwnIsAccepted() {
        server.store.alias(BOB, ANN, "bob@elsewhere.example");

        assertThat(play(STRANGER, BOB, Optional.empty()))
                .isEqualTo("to [ann@example.org, bob@elsewhere.example]");
        assertThat(written())
                .containsExactly(
                        "mail guard tls-required: passed",
                        "mail guard auth-required: passed",
                        "mail guard size: passed",
                        "mail guard sender-owner: passed",
                        "rcpt guard recipient: passed");
    }

    @Test
    void relayingIsAskedOfEveryPermit() {
        server.permit("networks", (_, _) -> false);

        assertThat(play(STRANGER, "x@far.example", Optional.empty()))
                .isEqualTo("550 5.7.1 Relaying denied");
        assertThat(written()).endsWith("rcpt permit networks: no", "rcpt guard relay: refused");
    }

    @Test
    void anUnknownRecipientIsRefused() {
        assertThat(play(STRANGER, "nobody@example.org", Optional.empty())).startsWith("550 5.1.1");
        assertThat(written()).endsWith("rcpt guard recipient: refused");
    }

    @Test
    void whoLogsInNeedsNoPassword() {
        server.authUse = Protocol.AuthUse.REQUIRED;
        server.permit(
                "authenticated", (_, transaction) -> transaction.session().identity().isPresent());

        assertThat(play(ANN, "x@far.example", Optional.of(ANN))).isEqualTo("to [x@far.example]");
        assertThat(written())
                .contains(
                        "tls listener mx: assumed",
                        "auth guard account: passed",
                        "rcpt permit authenticated: yes");
        assertThat(play(ANN, BOB, Optional.empty())).startsWith("530 5.7.0 Authentication");
    }

    @Test
    void aSenderThatIsNotTheAccountsIsRefused() {
        assertThat(play(BOB, "x@far.example", Optional.of(ANN))).startsWith("553 5.7.1");
        assertThat(written()).endsWith("mail guard sender-owner: refused");
    }

    @Test
    void nobodyLogsInWhereNothingIsOffered() {
        server.authUse = Protocol.AuthUse.NONE;

        assertThat(play(ANN, BOB, Optional.of(ANN))).startsWith("502 5.5.1");
    }

    @Test
    void tlsIsTakenForGrantedWhereItIsRequired() {
        server.connection.terms =
                new TlsTerms(
                        TlsTerms.Start.STARTTLS,
                        TlsTerms.Required.MAIL,
                        TlsTerms.ClientCertificate.NONE);

        assertThat(play(STRANGER, BOB, Optional.empty())).isEqualTo("to [bob@example.org]");
    }

    @Test
    void hooksDecideAndAreToldThatNothingHappens() {
        var seen = new ArrayList<Boolean>();
        server.hook((Hook.OnConnect) session -> told(seen, session));
        server.hook(
                "strict",
                (Hook.OnMail) (_, _, _) -> Decision.refuse(550, "5.7.1", "Not you"),
                Mode.OBSERVE);
        server.hook(
                (Hook.OnRcpt)
                        (_, _, transaction) -> {
                            told(seen, transaction.session());
                            return Decision.refuse(450, "4.7.1", "Later");
                        });

        assertThat(play(STRANGER, BOB, Optional.empty())).isEqualTo("450 4.7.1 Later");
        assertThat(seen).containsExactly(true, true);
        assertThat(written())
                .contains(
                        "connect hook h1: next",
                        "mail hook strict: refuse",
                        "rcpt hook h3: refuse");
        assertThat(server.meters.get("hook.decisions{decision=refuse, hook=h3, phase=rcpt}"))
                .isZero();
    }

    @Test
    void hooksOfContentAreNamed() {
        server.hook((Hook.OnMessage) _ -> Decision.NEXT);

        play(STRANGER, BOB, Optional.empty());

        assertThat(written()).endsWith("message hook h1: not asked");
    }

    @Test
    void aHookOfTheEndIsCalledAndNothingIsStored() {
        var ended = new ArrayList<Boolean>();
        server.hook((Hook.OnDisconnect) (_, session) -> ended.add(session.isRehearsal()));

        play(STRANGER, BOB, Optional.empty());

        assertThat(ended).containsExactly(true);
        assertThat(server.spool.stored).isEmpty();
        assertThat(server.pauses).isEmpty();
    }

    private static Decision told(List<Boolean> seen, Session session) {
        seen.add(session.isRehearsal());
        return Decision.NEXT;
    }
}
