package io.staffetta.remote.client;

import static io.staffetta.remote.client.Dialogue.delivery;
import static io.staffetta.remote.client.Dialogue.limits;
import static io.staffetta.remote.client.Dialogue.open;
import static io.staffetta.remote.client.Dialogue.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import javax.net.ssl.SSLContext;

@Timeout(60)
class LoginTest {

    private static final Credentials CREDENTIALS = new Credentials("user", Secret.of("pencil"));

    private static SSLContext context;

    @BeforeAll
    static void issue() throws Exception {
        context = new TestAuthority().server("mx.test");
    }

    private static Opening opening(Level level) {
        return new Opening(
                Opening.Dialect.SMTP,
                "client.test",
                new NextHop("test", "mx.test", 587, false),
                terms(level),
                false,
                Optional.of(CREDENTIALS),
                limits(""));
    }

    private static SmtpPeerScript secured(String mechanisms, SmtpPeerScript login) {
        return session -> {
            session.send("220 peer.test");
            session.read();
            session.offer("STARTTLS");
            session.answer("STARTTLS", "220 go");
            session.startTls(context);
            session.read();
            session.offer("AUTH " + mechanisms);
            login.play(session);
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final SmtpPeerScript PLAIN =
            session ->
                    session.answer("AUTH PLAIN " + base64("\0user\0pencil"), "235 2.7.0 welcome");

    private static final SmtpPeerScript LOGIN =
            session -> {
                session.answer("AUTH LOGIN", "334 " + base64("Username:"));
                session.answer(base64("user"), "334 " + base64("Password:"));
                session.answer(base64("pencil"), "235 2.7.0 welcome");
            };

    /// The example of RFC 2195 has another password; this digest was made by OpenSSL.
    private static final SmtpPeerScript CRAM_MD5 =
            session -> {
                session.answer("AUTH CRAM-MD5", "334 " + base64("<1896.697170952@postoffice>"));
                session.answer(
                        base64("user 0c3b93d9001c3f112fd648cdcb9fad17"), "235 2.7.0 welcome");
            };

    @ParameterizedTest
    @CsvSource({"PLAIN LOGIN, PLAIN", "LOGIN, LOGIN", "LOGIN CRAM-MD5 PLAIN, CRAM-MD5"})
    void logsInByTheStrongestMechanism(String offered, String taken) throws Exception {
        var login =
                switch (taken) {
                    case "PLAIN" -> PLAIN;
                    case "LOGIN" -> LOGIN;
                    default -> CRAM_MD5;
                };
        try (var peer = SmtpPeer.start(secured(offered, login));
                var conversation = open(peer, opening(Level.ENCRYPT))) {
            assertThat(conversation.isReusable()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', ' AUTH=<>'", "a=b@example.org, ' AUTH=a+3Db@example.org'", ", ''"})
    void passesOnWhoSubmittedAMessage(String submitter, String parameter) throws Exception {
        var none = MailParameters.NONE;
        var parameters =
                new MailParameters(
                        none.size(),
                        none.body(),
                        false,
                        false,
                        none.envelopeId(),
                        none.returned(),
                        Optional.ofNullable(submitter));
        SmtpPeerScript script =
                session -> {
                    PLAIN.play(session);
                    session.accept();
                };
        try (var peer = SmtpPeer.start(secured("PLAIN", script));
                var conversation = open(peer, opening(Level.ENCRYPT))) {
            var delivery = delivery(Dialogue.content(Dialogue.TEXT), parameters, "a@test");
            assertThat(conversation.send(delivery).get(0)).isInstanceOf(Outcome.Delivered.class);
            assertThat(peer.mails().getFirst().mail())
                    .isEqualTo("MAIL FROM:<sender@example.org>" + parameter);
        }
    }

    @Test
    void letsTheMessageWaitIfThePasswordIsWrong() throws Exception {
        SmtpPeerScript script =
                secured(
                        "PLAIN",
                        session -> {
                            session.read();
                            session.send("535 5.7.8 who are you?");
                        });
        try (var peer = SmtpPeer.start(script)) {
            var failure =
                    catchThrowableOfType(
                            OpeningFailure.class, () -> open(peer, opening(Level.ENCRYPT)));
            assertThat(failure.status()).hasToString("4.7.8");
            assertThat(failure).hasMessage("535 5.7.8 who are you?");
        }
    }

    @Test
    void neverSendsAPasswordInClear() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 peer.test");
                    session.read();
                    session.offer("AUTH PLAIN LOGIN CRAM-MD5");
                    session.expect("QUIT");
                };
        try (var peer = SmtpPeer.start(script)) {
            var failure =
                    catchThrowableOfType(
                            OpeningFailure.class, () -> open(peer, opening(Level.MAY)));
            assertThat(failure.status()).hasToString("4.7.11");
            assertThat(failure.clearWouldDo()).isFalse();
        }
    }

    @Test
    void givesUpOnAServerThatAsksForEver() throws Exception {
        SmtpPeerScript script =
                secured(
                        "LOGIN",
                        session -> {
                            while (true) {
                                session.read();
                                session.send("334 " + base64("more:"));
                            }
                        });
        try (var peer = SmtpPeer.start(script)) {
            var failure =
                    catchThrowableOfType(
                            OpeningFailure.class, () -> open(peer, opening(Level.ENCRYPT)));
            assertThat(failure.status()).hasToString("4.7.8");
            assertThat(peer.lines()).contains("*");
        }
    }

    @Test
    void needsAMechanismThatBothKnow() throws Exception {
        try (var peer = SmtpPeer.start(secured("GSSAPI", session -> session.isClosed()))) {
            var failure =
                    catchThrowableOfType(
                            OpeningFailure.class, () -> open(peer, opening(Level.ENCRYPT)));
            assertThat(failure.status()).hasToString("4.7.8");
        }
    }

    /// The exchange of RFC 7677 §3.
    @Test
    void provesByScramThatItKnowsThePassword() {
        var scram = new ScramClient("SCRAM-SHA-256", CREDENTIALS, "rOprNGfwEbeRWgbNEkqO");
        assertThat(scram.initial().orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        var nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        var proof = answer(scram, "r=" + nonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(proof)
                .hasValue("c=biws,r=" + nonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(scram.isContent()).isFalse();
        assertThat(answer(scram, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).hasValue("");
        assertThat(scram.isContent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=abc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=abcd,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000",
                "r=abcd,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=x",
                "r=abcd,s=,i=4096",
                "r=abcd,s=*,i=4096",
                "e=other-error"
            })
    void givesUpOnAStrangeScramServer(String challenge) {
        assertThat(answer(new ScramClient("SCRAM-SHA-1", CREDENTIALS, "abc"), challenge)).isEmpty();
    }

    private static Optional<String> answer(ScramClient scram, String challenge) {
        return scram.answer(challenge.getBytes(StandardCharsets.UTF_8))
                .map(octets -> new String(octets, StandardCharsets.UTF_8));
    }
}
