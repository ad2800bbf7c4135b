package io.staffetta.sasl.cram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.testkit.CredentialsContract;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.SaslAttempt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;

class CramMd5MechanismTest implements CredentialsContract {

    private static final CramMd5Settings SETTINGS = new CramMd5Settings(0);
    private static final String DIGEST = "b913a602c7eda7a495b4e6e7334d3890";

    /// A store that keeps no secrets.
    private enum Forgetful implements Accounts {
        FORGETFUL;

        @Override
        public PasswordCheck check(String login, Secret password) {
            return new PasswordCheck.Unknown();
        }

        @Override
        public Optional<Account> find(String login) {
            return Optional.of(FixedAccounts.ALICE);
        }

        @Override
        public boolean maySendAs(String account, Mailbox sender) {
            return false;
        }
    }

    /// The store of RFC 2195 §3.
    private enum Tim implements Accounts {
        TIM;

        @Override
        public PasswordCheck check(String login, Secret password) {
            return new PasswordCheck.Unknown();
        }

        @Override
        public Optional<Account> find(String login) {
            return Optional.empty();
        }

        @Override
        public Stored<Secret> sharedSecret(String login) {
            return login.equals("tim")
                    ? new Stored.Found<>(
                            new Account("tim", List.of(), false), Secret.of("tanstaaftanstaaf"))
                    : new Stored.Unknown<>();
        }

        @Override
        public boolean maySendAs(String account, Mailbox sender) {
            return false;
        }
    }

    @Override
    public SaslMechanism mechanism() {
        return new CramMd5Mechanism(SETTINGS);
    }

    @Override
    public SaslAttempt owner() {
        return client(FixedAccounts.LOGIN, FixedAccounts.PASSWORD);
    }

    @Override
    public SaslAttempt impostor() {
        return client(FixedAccounts.LOGIN, WRONG_PASSWORD);
    }

    @Override
    public SaslAttempt stranger() {
        return client("mallory@example.org", WRONG_PASSWORD);
    }

    /// The JDK's client.
    private static SaslAttempt client(String login, String password) {
        try {
            var client =
                    Sasl.createSaslClient(
                            new String[] {"CRAM-MD5"},
                            null,
                            "smtp",
                            "mail.example.org",
                            Map.of(),
                            callbacks -> {
                                for (var callback : callbacks) {
                                    switch (callback) {
                                        case NameCallback name -> name.setName(login);
                                        case PasswordCallback secret ->
                                                secret.setPassword(password.toCharArray());
                                        default -> throw new AssertionError(callback);
                                    }
                                }
                            });
            return SaslAttempt.answering(challenge -> {
                try {
                    return challenge.length == 0 ? challenge : client.evaluateChallenge(challenge);
                } catch (SaslException e) {
                    throw new AssertionError(e);
                }
            });
        } catch (SaslException e) {
            throw new AssertionError(e);
        }
    }

    /// RFC 2195 §3.
    @Test
    void answersAsInTheRfc() {
        var exchange = tim();
        assertThat(challenge(exchange)).isEqualTo("<1896.697170952@postoffice.reston.mci.net>");
        assertThat(exchange.next(octets("tim " + DIGEST)))
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success -> {
                            assertThat(success.account().name()).isEqualTo("tim");
                            assertThat(success.octets()).isEmpty();
                        });
    }

    @Test
    void theServerSpeaksFirst() {
        var exchange = mechanism().start(session(FixedAccounts.available()));
        assertThat(exchange.opening()).isEqualTo(Opening.SERVER);
        assertMalformed(exchange.next(octets("alice@example.org " + DIGEST)));
        assertMalformed(exchange.next(new byte[0]));
    }

    @Test
    void noChallengeComesTwice() {
        var one = challenge(mechanism().start(session(FixedAccounts.available())));
        var other = challenge(mechanism().start(session(FixedAccounts.available())));
        assertThat(one)
                .isNotEqualTo(other)
                .matches("<[0-9]{20,40}\\.[0-9]{10}@mail\\.example\\.org>");
    }

    @Test
    void aRecordedResponseIsOfNoUse() {
        var exchange = new CramMd5Mechanism(SETTINGS).start(session(Tim.TIM));
        challenge(exchange);
        assertCredentials(exchange.next(octets("tim " + DIGEST)), "wrong password");
    }

    @Test
    void oneResponseForAChallenge() {
        var exchange = tim();
        challenge(exchange);
        assertCredentials(
                exchange.next(octets("tim " + DIGEST.replace('b', 'c'))), "wrong password");
        assertMalformed(exchange.next(octets("tim " + DIGEST)));
    }

    @Test
    void anAccountWithoutASecretIsRefusedAlike() {
        var exchange = mechanism().start(session(Forgetful.FORGETFUL));
        challenge(exchange);
        assertCredentials(
                exchange.next(octets("alice@example.org " + DIGEST)),
                "the account store keeps no secret for CRAM-MD5 of this account");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tim",
                "tim ",
                " " + DIGEST,
                "tim " + DIGEST + " ",
                "tim\t" + DIGEST,
                "t\0im " + DIGEST,
                "t\nim " + DIGEST,
                "tim B913A602C7EDA7A495B4E6E7334D3890",
                "tim b913a602c7eda7a495b4e6e7334d389",
                "tim g913a602c7eda7a495b4e6e7334d3890",
            })
    void refusesWhatIsNoResponse(String response) {
        var exchange = tim();
        challenge(exchange);
        assertMalformed(exchange.next(octets(response)));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        var exchange = tim();
        challenge(exchange);
        assertMalformed(
                exchange.next(("t\u00efm " + DIGEST).getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void theLimitLeavesRoomForLongNames() {
        assertThat(mechanism().exposesPassword()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CramMd5Settings(287))
                .withMessage("max-response must be at least 288");
    }

    private SaslExchange tim() {
        return new CramMd5Mechanism(SETTINGS, _ -> "<1896.697170952@postoffice.reston.mci.net>")
                .start(session(Tim.TIM));
    }

    private static String challenge(SaslExchange exchange) {
        return exchange.next(new byte[0]) instanceof SaslStep.Challenge(var octets)
                ? new String(octets, StandardCharsets.UTF_8)
                : "no challenge";
    }

    private static void assertMalformed(SaslStep step) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.MALFORMED));
    }

    private static void assertCredentials(SaslStep step, String reason) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(SaslStep.Kind.CREDENTIALS);
                            assertThat(failure.reason()).isEqualTo(reason);
                        });
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
