package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.staffetta.kernel.config.HookConfig.Mode;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.AuthExchange;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.Protocol.AuthUse;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.Required;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class AuthTest {

    private static final String RIGHT = "ann@example.org secret";
    private static final String WRONG = "ann@example.org guess";

    private final Server server = new Server();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        // use, TLS required, in TLS, in clear allowed; announced; replies to PLAIN and SCRAM
        "NONE,     NOTHING, true,  false, '',                  502 5.5.1,  502 5.5.1",
        "NONE,     NOTHING, false, true,  '',                  502 5.5.1,  502 5.5.1",
        "OFFERED,  NOTHING, false, false, SCRAM-SHA-256,       538 5.7.11, 235 2.7.0",
        "OFFERED,  NOTHING, false, true,  SCRAM-SHA-256 PLAIN, 235 2.7.0,  235 2.7.0",
        "OFFERED,  NOTHING, true,  false, SCRAM-SHA-256 PLAIN, 235 2.7.0,  235 2.7.0",
        "OFFERED,  AUTH,    false, false, '',                  530 5.7.0,  530 5.7.0",
        "OFFERED,  AUTH,    false, true,  '',                  530 5.7.0,  530 5.7.0",
        "OFFERED,  AUTH,    true,  false, SCRAM-SHA-256 PLAIN, 235 2.7.0,  235 2.7.0",
        "REQUIRED, MAIL,    false, true,  '',                  530 5.7.0,  530 5.7.0",
        "REQUIRED, MAIL,    true,  false, SCRAM-SHA-256 PLAIN, 235 2.7.0,  235 2.7.0",
        "REQUIRED, NOTHING, false, false, SCRAM-SHA-256,       538 5.7.11, 235 2.7.0"
    })
    void whatIsNotAnnouncedIsNotAccepted(
            AuthUse use,
            Required required,
            boolean tls,
            boolean inClear,
            String announced,
            String plain,
            String scram) {
        server.authUse = use;
        server.authInClear = inClear;
        server.connection.terms =
                new TlsTerms(TlsTerms.Start.STARTTLS, required, TlsTerms.ClientCertificate.NONE);
        if (tls) {
            server.connection.tls = Optional.of(FakeConnection.TLS);
        }

        assertThat(String.join(" ", server.greeted().mechanisms())).isEqualTo(announced);
        assertThat(Said.by(Server.login(server.greeted(), "plain", RIGHT))).endsWith(plain);
        assertThat(Said.by(Server.login(server.greeted(), "SCRAM-SHA-256", RIGHT))).endsWith(scram);
    }

    @Test
    void unknownAndUnavailableMechanismsLookAlike() {
        server.mechanisms = List.of(new FakeMechanism("EXTERNAL", false, false));
        var intake = server.greeted();
        assertThat(intake.mechanisms()).isEmpty();
        assertThat(Said.by(Server.login(intake, "EXTERNAL", RIGHT))).isEqualTo("refuse 504 5.5.4");
        assertThat(Said.by(Server.login(intake, "NO-SUCH", RIGHT))).isEqualTo("refuse 504 5.5.4");
    }

    @Test
    void oneLoginIsEnoughAndNoneIsInATransaction() {
        var intake = server.greeted();
        Server.mail(intake, "joe@elsewhere.example");
        assertThat(Said.by(scram(intake, RIGHT))).isEqualTo("refuse 503 5.5.1");
        assertThat(intake.mechanisms()).as("for the next greeting").isNotEmpty();
        intake.reset();
        assertThat(Said.by(scram(intake, RIGHT))).isEqualTo("authenticated 235 2.7.0");
        assertThat(intake.account()).contains("ann@example.org");
        assertThat(intake.mechanisms()).isEmpty();
        assertThat(Said.by(scram(intake, RIGHT))).isEqualTo("refuse 503 5.5.1");
    }

    @ParameterizedTest
    @CsvSource({
        WRONG + ", refuse 535 5.7.8",
        "authorization, refuse 535 5.7.8",
        "malformed, refuse 501 5.5.2",
        "temporary, refuse 454 4.7.0",
        "throw, refuse 454 4.7.0",
        "null, refuse 454 4.7.0"
    })
    void failuresHaveTheirReplies(String response, String said) {
        var intake = server.greeted();
        assertThat(Said.by(scram(intake, response))).isEqualTo(said);
        assertThat(intake.account()).isEmpty();
        assertThat(Said.by(scram(intake, RIGHT)))
                .as("the next attempt is a new one")
                .isEqualTo("authenticated 235 2.7.0");
    }

    @Test
    void anExchangeEndsWithItsResultOrWithWhateverElseBegins() {
        var intake = server.greeted();
        var first = begin(intake);
        assertThat(Said.by(first.next("more".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("challenge");
        var second = begin(intake);
        assertThatIllegalStateException()
                .isThrownBy(() -> first.next(RIGHT.getBytes(StandardCharsets.UTF_8)));
        assertThat(Said.by(second.next(WRONG.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("refuse 535 5.7.8");
        assertThatIllegalStateException()
                .isThrownBy(() -> second.next(RIGHT.getBytes(StandardCharsets.UTF_8)));
    }

    private static AuthExchange begin(Intake intake) {
        return ((Intake.Authentication.Begun) intake.authenticate("SCRAM-SHA-256")).exchange();
    }

    @Test
    void tooManyFailuresEndTheConnection() {
        var intake = server.greeted();
        assertThat(Said.by(scram(intake, WRONG))).isEqualTo("refuse 535 5.7.8");
        assertThat(Said.by(scram(intake, "malformed"))).isEqualTo("refuse 501 5.5.2");
        assertThat(Said.by(scram(intake, WRONG))).isEqualTo("disconnect 421 4.7.0");
        assertThatIllegalStateException().isThrownBy(() -> scram(intake, RIGHT));
    }

    @Test
    void failuresCostMoreAndMore() {
        for (int i = 0; i < 7; i++) {
            scram(server.greeted(), WRONG);
        }
        assertThat(server.pauses)
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        server.now = server.now.plus(server.limits.loginMemory()).plusSeconds(1);
        scram(server.greeted(), WRONG);
        assertThat(server.pauses.getLast()).as("forgotten").hasSeconds(1);
    }

    @Test
    void aStrangersGuessesSlowNobodyElseDown() {
        for (int i = 0; i < 29; i++) {
            client("198.51.100." + i);
            scram(server.greeted(), "Ann@example.org guess");
        }
        assertThat(server.pauses.getLast()).as("by account").isEqualTo(Duration.ofSeconds(30));
        int pauses = server.pauses.size();

        client("192.0.2.77");
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("authenticated 235 2.7.0");
        assertThat(server.pauses).hasSize(pauses);
    }

    @Test
    void aClientThatFailedTooOftenIsTurnedAwayForAWhile() {
        for (int i = 0; i < server.limits.loginFailuresPerClient(); i++) {
            client("2001:db8::" + i);
            scram(server.greeted(), "user" + i + "@example.org guess");
        }
        client("2001:db8::ffff:1");
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("disconnect 421 4.7.0");
        client("2001:db8:1::1");
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("authenticated 235 2.7.0");

        client("2001:db8::1");
        server.now = server.now.plus(server.limits.loginMemory()).plusSeconds(1);
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("authenticated 235 2.7.0");
    }

    @Test
    void aNetworkThatFailedTooOftenIsTurnedAwayButWhoLoggedInLately() {
        client("198.51.100.200");
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("authenticated 235 2.7.0");
        for (int i = 0; i < server.limits.loginFailuresPerNetwork(); i++) {
            client("198.51.100." + i % 100);
            scram(server.greeted(), "user" + i + "@example.org guess");
        }
        client("198.51.100.201");
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("disconnect 421 4.7.0");
        client("198.51.100.200");
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("authenticated 235 2.7.0");
        client("198.51.101.1");
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("authenticated 235 2.7.0");
    }

    @Test
    void failuresOfAnAccountEndConnectionsButNeverRefuseARightPassword() {
        int limit = server.limits.loginFailuresPerAccount();
        for (int i = 0; i < limit; i++) {
            client("10.0." + i + ".1");
            assertThat(Said.by(scram(server.greeted(), WRONG))).isEqualTo("refuse 535 5.7.8");
        }
        client("10.1.0.1");
        assertThat(Said.by(scram(server.greeted(), WRONG))).isEqualTo("disconnect 421 4.7.0");
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("authenticated 235 2.7.0");
        for (int i = 0; i <= limit; i++) {
            client("10.2." + i + ".1");
            var last = Said.by(scram(server.greeted(), "nobody@example.org guess"));
            assertThat(last)
                    .as("an unknown account looks the same")
                    .isEqualTo(i < limit ? "refuse 535 5.7.8" : "disconnect 421 4.7.0");
        }
    }

    @Test
    void credentialsThatAreTooWeakAreNoGuess() {
        var intake = server.greeted();
        assertThat(Said.by(scram(intake, "weak"))).isEqualTo("refuse 534 5.7.9");
        assertThat(intake.account()).isEmpty();
        assertThat(server.pauses).isEmpty();
    }

    @Test
    void aLockedAccountLooksLikeAWrongPassword() {
        var intake = server.greeted();
        assertThat(Said.by(scram(intake, "locked"))).isEqualTo("refuse 535 5.7.8");
        assertThat(intake.account()).isEmpty();
        assertThat(server.pauses).hasSize(1);
    }

    @Test
    void whatAListenerDoesNotServeIsUnknownThere() {
        server.mechanisms = List.of(FakeMechanism.SCRAM);
        server.connection.tls = Optional.of(FakeConnection.TLS);
        var intake = server.greeted();
        assertThat(intake.mechanisms()).containsExactly("SCRAM-SHA-256");
        assertThat(Said.by(Server.login(intake, "PLAIN", RIGHT))).isEqualTo("refuse 504 5.5.4");
    }

    @Test
    void aHookCanTakeASuccessBack() {
        List<Boolean> seen = new ArrayList<>();
        server.hook(
                (Hook.OnAuth)
                        (identity, _, session) -> {
                            seen.add(session.identity().equals(identity));
                            return identity.isPresent()
                                    ? new Decision.Refuse(Reply.of(535, "5.7.8", "Not from there"))
                                    : Decision.NEXT;
                        });
        var intake = server.greeted();
        assertThat(Said.by(scram(intake, RIGHT))).isEqualTo("refuse 535 5.7.8");
        assertThat(intake.account()).isEmpty();
        assertThat(Said.by(scram(intake, WRONG))).isEqualTo("refuse 535 5.7.8");
        assertThat(seen).containsExactly(true, true);
    }

    @Test
    void aHookCannotChangeHowAFailureLooks() {
        server.hook((Hook.OnAuth) (_, _, _) -> Decision.refuse(550, "5.7.1", "No such account"));
        assertThat(Said.by(scram(server.greeted(), WRONG))).isEqualTo("refuse 535 5.7.8");
    }

    @Test
    void anObservedRefusalIsNotActedUpon() {
        server.hook(
                "watch",
                (Hook.OnAuth) (_, _, _) -> Decision.refuse(550, "5.7.1", "no"),
                Mode.OBSERVE);
        assertThat(Said.by(scram(server.greeted(), RIGHT))).isEqualTo("authenticated 235 2.7.0");
    }

    private void client(String address) {
        server.connection.remote = new InetSocketAddress(address, 40_000);
    }

    private static AuthExchange.Step scram(Intake intake, String response) {
        return Server.login(intake, "SCRAM-SHA-256", response);
    }
}
