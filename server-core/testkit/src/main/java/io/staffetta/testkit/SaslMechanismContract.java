package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What every mechanism that asks [Accounts] for a password must do.
public interface SaslMechanismContract {

    /// The mechanism.
    SaslMechanism mechanism();

    /// What a client sends, in order, to log in. The first one is the initial response, or, where
    /// the server speaks first, the empty array that asks for the first challenge.
    List<byte[]> responses(String login, String password);

    /// A context around some accounts.
    static SaslContext context(Accounts accounts) {
        return new SaslContext("mail.example.org", "smtp", Optional.empty(), accounts, List.of());
    }

    /// The last step of an exchange in which every earlier step was a challenge.
    static SaslStep run(SaslMechanism mechanism, Accounts accounts, List<byte[]> responses) {
        var exchange = mechanism.start(context(accounts));
        for (var response : responses.subList(0, responses.size() - 1)) {
            assertThat(exchange.next(response)).isInstanceOf(SaslStep.Challenge.class);
        }
        return exchange.next(responses.getLast());
    }

    /// RFC 4422 §3.1.
    @Test
    default void hasAWellFormedName() {
        assertThat(mechanism().name()).matches("[A-Z0-9_-]{1,20}");
    }

    /// Right credentials succeed.
    @Test
    default void letsTheOwnerIn() {
        assertThat(last(FixedAccounts.available(), FixedAccounts.LOGIN, FixedAccounts.PASSWORD))
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success -> assertThat(success.account()).isEqualTo(FixedAccounts.ALICE));
    }

    /// The failure names the login for the log, and never the password.
    @Test
    default void refusesAWrongPassword() {
        assertThat(last(FixedAccounts.available(), FixedAccounts.LOGIN, "swordfish"))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(SaslStep.Kind.CREDENTIALS);
                            assertThat(failure.login()).isEqualTo(FixedAccounts.LOGIN);
                            assertThat(failure.toString()).doesNotContain("swordfish");
                        });
    }

    /// An unknown account fails as a wrong password does.
    @Test
    default void refusesAnUnknownAccountAlike() {
        assertThat(last(FixedAccounts.available(), "mallory@example.org", "swordfish"))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.CREDENTIALS));
    }

    /// A store that is down is not the client's fault.
    @Test
    default void tellsTroubleFromRefusal() {
        assertThat(last(FixedAccounts.unavailable(), FixedAccounts.LOGIN, FixedAccounts.PASSWORD))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.TEMPORARY));
    }

    /// Exchanges share nothing.
    @Test
    default void exchangesAreIndependent() {
        var mechanism = mechanism();
        var accounts = FixedAccounts.available();
        var responses = responses(FixedAccounts.LOGIN, FixedAccounts.PASSWORD);
        var one = mechanism.start(context(accounts));
        var other = mechanism.start(context(accounts));
        SaslStep ofOne = one.next(responses.getFirst());
        SaslStep ofOther = other.next(responses.getFirst());
        for (var response : responses.subList(1, responses.size())) {
            ofOther = other.next(response);
            ofOne = one.next(response);
        }
        assertThat(List.of(ofOne, ofOther)).hasOnlyElementsOfType(SaslStep.Success.class);
    }

    /// Whatever octets come, there is an answer, and nobody gets in by chance.
    @Test
    default void survivesNonsense() {
        var random = new Random(20250601);
        var mechanism = mechanism();
        for (int round = 0; round < 2000; round++) {
            var exchange = mechanism.start(context(FixedAccounts.available()));
            for (int turn = 0; turn < 3; turn++) {
                var octets = new byte[random.nextInt(64)];
                random.nextBytes(octets);
                for (int i = 0; i < octets.length; i++) {
                    // Often enough something a mechanism looks for.
                    if (random.nextInt(4) == 0) {
                        octets[i] = (byte) "\0 ,=an".charAt(random.nextInt(6));
                    }
                }
                assertThatCode(() ->
                                assertThat(exchange.next(octets))
                                        .isNotInstanceOf(SaslStep.Success.class))
                        .doesNotThrowAnyException();
            }
        }
    }

    /// Nobody fills the memory before he is known.
    @Test
    default void refusesAnOversizedResponse() {
        var octets = new byte[1 << 20];
        Arrays.fill(octets, (byte) 'a');
        assertThat(mechanism().start(context(FixedAccounts.available())).next(octets))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.MALFORMED));
    }

    private SaslStep last(Accounts accounts, String login, String password) {
        return run(mechanism(), accounts, responses(login, password));
    }
}
