package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Keywords;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.tls.TlsTerms;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Every test runs with and without a hook that accepts everything: `Accept` skips no guard.
class GuardsTest {

    private final Server server = new Server();

    @AfterEach
    void close() {
        server.close();
    }

    private static final class AcceptsAll
            implements Hook.OnConnect,
                    Hook.OnHelo,
                    Hook.OnAuth,
                    Hook.OnMail,
                    Hook.OnRcpt,
                    Hook.OnData,
                    Hook.OnMessage {
        @Override
        public Decision onConnect(Session session) {
            return Decision.ACCEPT;
        }

        @Override
        public Decision onHelo(Greeting greeting, Keywords keywords, Session session) {
            return Decision.ACCEPT;
        }

        @Override
        public Decision onAuth(Optional<Identity> identity, String mechanism, Session session) {
            return Decision.ACCEPT;
        }

        @Override
        public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
            return Decision.ACCEPT;
        }

        @Override
        public Decision onRcpt(
                Mailbox recipient, RecipientParameters parameters, Transaction transaction) {
            return Decision.ACCEPT;
        }

        @Override
        public Decision onData(Transaction transaction) {
            return Decision.ACCEPT;
        }

        @Override
        public Decision onMessage(Message message) {
            return Decision.ACCEPT;
        }
    }

    private void hooked(boolean hooked) {
        if (hooked) {
            server.hook(new AcceptsAll());
        }
    }

    private Intake loggedIn() {
        server.authInClear = true;
        var intake = server.greeted();
        assertThat(Said.by(Server.login(intake, "PLAIN", "ann@example.org secret")))
                .isEqualTo("authenticated 235 2.7.0");
        return intake;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void authenticationIsRequired(boolean hooked) {
        hooked(hooked);
        server.authUse = Protocol.AuthUse.REQUIRED;

        assertThat(Said.by(Server.mail(server.greeted(), "ann@example.org")))
                .isEqualTo("refuse 530 5.7.0");
        assertThat(Said.by(Server.mail(loggedIn(), "ann@example.org"))).isEqualTo("proceed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tlsIsRequired(boolean hooked) {
        hooked(hooked);
        server.connection.terms =
                new TlsTerms(
                        TlsTerms.Start.STARTTLS,
                        TlsTerms.Required.MAIL,
                        TlsTerms.ClientCertificate.NONE);
        var intake = server.greeted();
        assertThat(Said.by(Server.mail(intake, "joe@elsewhere.example")))
                .isEqualTo("refuse 530 5.7.0");

        server.connection.startTls(Duration.ofSeconds(1));
        intake.secured();
        Server.greet(intake);
        assertThat(Said.by(Server.mail(intake, "joe@elsewhere.example"))).isEqualTo("proceed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeclaredSizeBeyondTheLimitIsRefused(boolean hooked) {
        hooked(hooked);
        var intake = server.greeted();
        assertThat(Said.by(intake.mail(ReversePath.NULL, size(intake.maxMessageSize() + 1))))
                .isEqualTo("refuse 552 5.3.4");
        assertThat(Said.by(intake.mail(ReversePath.NULL, size(intake.maxMessageSize()))))
                .isEqualTo("proceed");
    }

    private static MailParameters size(long size) {
        return new MailParameters(
                OptionalLong.of(size),
                BodyType.SEVEN_BIT,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoLoggedInSendsUnderItsOwnAddressesOnly(boolean hooked) {
        hooked(hooked);
        var intake = loggedIn();
        assertThat(Said.by(Server.mail(intake, "bob@example.org"))).isEqualTo("refuse 553 5.7.1");
        assertThat(Said.by(Server.mail(intake, "Ann@example.org"))).isEqualTo("proceed");
        intake.reset();
        assertThat(Said.by(Server.mail(intake, ""))).isEqualTo("proceed");
        intake.reset();
        server.store.unreachable = true;
        assertThat(Said.by(Server.mail(intake, "ann@example.org"))).isEqualTo("refuse 451 4.3.0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsRelayedWithoutAPermit(boolean hooked) {
        hooked(hooked);
        var intake = server.greeted();
        Server.mail(intake, "joe@elsewhere.example");
        assertThat(Said.by(Server.rcpt(intake, "eve@victim.example")))
                .isEqualTo("refuse 550 5.7.1");
        assertThat(Said.by(Server.rcpt(intake, "eve@[192.0.2.9]"))).isEqualTo("refuse 550 5.7.1");
        assertThat(Said.by(Server.rcpt(intake, "\"eve@victim.example\"@example.org")))
                .isEqualTo("refuse 550 5.1.1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPermitRelays(boolean hooked) {
        hooked(hooked);
        server.permit("no", (_, _) -> false)
                .permit("friends", (to, _) -> to.domain().name().equals("friend.example"));
        var intake = server.inTransaction();
        assertThat(Said.by(Server.rcpt(intake, "x@friend.example"))).isEqualTo("proceed");
        assertThat(Said.by(Server.rcpt(intake, "x@other.example"))).isEqualTo("refuse 550 5.7.1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPermitThatThrowsIsNoneAndTheClientMayTryAgain(boolean hooked) {
        hooked(hooked);
        server.permit(
                "broken",
                (_, _) -> {
                    throw new IOException("no answer");
                });
        assertThat(Said.by(Server.rcpt(server.inTransaction(), "x@other.example")))
                .isEqualTo("refuse 451 4.3.0");
        server.permit("yes", (_, _) -> true);
        assertThat(Said.by(Server.rcpt(server.inTransaction(), "x@other.example")))
                .isEqualTo("proceed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recipientsMustExist(boolean hooked) {
        hooked(hooked);
        var intake = server.inTransaction();
        assertThat(Said.by(Server.rcpt(intake, "nobody@example.org")))
                .isEqualTo("refuse 550 5.1.1");
        server.store.unreachable = true;
        assertThat(Said.by(Server.rcpt(intake, "ann@example.org"))).isEqualTo("refuse 451 4.3.0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recipientsAreLimited(boolean hooked) {
        hooked(hooked);
        server.limits = limits(100, 50);
        var intake = server.inTransaction();
        for (int i = 1; i < 100; i++) {
            assertThat(Said.by(Server.rcpt(intake, "ann@example.org"))).isEqualTo("proceed");
        }
        assertThat(Said.by(Server.rcpt(intake, "ann@example.org"))).isEqualTo("refuse 452 4.5.3");
        assertThat(Said.by(Server.send(intake, "Subject: x\r\n\r\nHi\r\n"))).isEqualTo("accepted");
    }

    @Test
    void thePostmasterOfTheServerIsThatOfTheNearestLocalDomain() {
        server.store.alias("postmaster@example.org", "ann@example.org");
        var intake = server.inTransaction();
        assertThat(Said.by(Server.rcpt(intake, "Postmaster@mail.example.org")))
                .isEqualTo("proceed");
        assertThat(Said.by(Server.rcpt(intake, "ann@mail.example.org")))
                .as("the server's name is no mail domain for others")
                .isEqualTo("refuse 550 5.7.1");
        Server.send(intake, "Subject: x\r\n\r\nHi\r\n");

        assertThat(server.spool.stored.getFirst().envelope().recipients())
                .extracting(Recipient::mailbox)
                .containsExactly(
                        Mailbox.parse("bob@example.org"), Mailbox.parse("ann@example.org"));
        server.hostname = "mx.elsewhere.example";
        assertThat(Said.by(Server.rcpt(server.inTransaction(), "postmaster@mx.elsewhere.example")))
                .isEqualTo("refuse 550 5.1.1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageBeyondTheLimitIsRefused(boolean hooked) {
        hooked(hooked);
        server.limits = limits(100, 50);
        var body = "x".repeat((int) server.limits.messageSize());
        assertThat(Said.by(Server.send(server.inTransaction(), "Subject: x\r\n\r\n" + body)))
                .isEqualTo("refuse 552 5.3.4");
        assertThat(server.spool.stored).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loopingMessagesAreRefused(boolean hooked) {
        hooked(hooked);
        server.limits = limits(100, 3);
        var hop = "RECEIVED: from a\r\n by b\r\n";
        assertThat(Said.by(Server.send(server.inTransaction(), hop.repeat(4) + "\r\nHi\r\n")))
                .isEqualTo("refuse 554 5.4.6");
        assertThat(Said.by(Server.send(server.inTransaction(), hop.repeat(3) + "\r\nHi\r\n")))
                .isEqualTo("accepted");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hugeHeaderSectionsAreRefused(boolean hooked) {
        hooked(hooked);
        var field = "X-Padding: " + "y".repeat(100) + "\r\n";
        int fits = server.limits.headerOctets() / field.length();
        assertThat(Said.by(send(field.repeat(fits) + "\r\nHi\r\n"))).isEqualTo("accepted");
        assertThat(Said.by(send(field.repeat(fits + 1) + "\r\nHi\r\n")))
                .isEqualTo("refuse 552 5.3.4");
        assertThat(Said.by(send("X-Endless: " + "y".repeat(server.limits.headerOctets()))))
                .isEqualTo("refuse 552 5.3.4");
    }

    private Acceptance send(String content) {
        return Server.send(server.inTransaction(), content);
    }

    private static Limits limits(int recipients, int hops) {
        var d = Limits.DEFAULTS;
        return new Limits(
                65_536,
                recipients,
                hops,
                d.headerOctets(),
                d.loginFailures(),
                d.loginDelay(),
                d.maxLoginDelay(),
                d.loginMemory(),
                d.loginFailuresPerClient(),
                d.loginFailuresPerNetwork(),
                d.loginFailuresPerAccount(),
                d.loginExemptNetworks(),
                d.loginSaveInterval(),
                d.shutdownGrace(),
                d.lookupDeadline(),
                d.outboundTlsDeadline(),
                d.abandonedCalls());
    }
}
