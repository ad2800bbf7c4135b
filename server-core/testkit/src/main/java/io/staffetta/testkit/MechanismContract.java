package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What every SASL mechanism must do. One whose clients prove something implements
/// [CredentialsContract], one that carries a password [SaslMechanismContract].
public interface MechanismContract {

    /// The mechanism, started.
    SaslMechanism mechanism();

    /// A client that logs in as [FixedAccounts#ALICE]; another one at each call.
    SaslAttempt owner();

    /// Whether anybody gets in, as with `ANONYMOUS`.
    default boolean isOpenToAnybody() {
        return false;
    }

    /// The session of all attempts, in clear unless they change it.
    default SaslContext session(Accounts accounts) {
        return new SaslContext("mail.example.org", "smtp", Optional.empty(), accounts, List.of());
    }

    /// RFC 4422 §3.1.
    @Test
    default void hasWellFormedNames() {
        assertThat(mechanism().forms())
                .extracting(SaslMechanism::name)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Z0-9_-]{1,20}"));
    }

    /// Right credentials succeed.
    @Test
    default void letsTheOwnerIn() {
        assertThat(owner().run(mechanism(), session(FixedAccounts.available())).last())
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success -> assertThat(success.account()).isEqualTo(FixedAccounts.ALICE));
    }

    /// Who succeeds was offered the mechanism.
    @Test
    default void isAvailableToTheOwner() {
        var context = owner().context().apply(session(FixedAccounts.available()));
        assertThat(mechanism().isAvailable(context)).isTrue();
    }

    /// A store that is down is not the client's fault.
    @Test
    default void tellsTroubleFromRefusal() {
        assertThat(owner().run(mechanism(), session(FixedAccounts.unavailable())).last())
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.TEMPORARY));
    }

    /// Exchanges share nothing.
    @Test
    default void exchangesAreIndependent() {
        var mechanism = mechanism();
        var session = session(FixedAccounts.available());
        var one = owner();
        var other = owner();
        var ofOne = mechanism.start(one.context().apply(session));
        var ofOther = mechanism.start(other.context().apply(session));
        SaslStep stepOfOne = new SaslStep.Challenge(new byte[0]);
        SaslStep stepOfOther = stepOfOne;
        while (stepOfOne instanceof SaslStep.Challenge(var forOne)
                && stepOfOther instanceof SaslStep.Challenge(var forOther)) {
            stepOfOther = ofOther.next(other.client().apply(forOther));
            stepOfOne = ofOne.next(one.client().apply(forOne));
        }
        assertThat(List.of(stepOfOne, stepOfOther)).hasOnlyElementsOfType(SaslStep.Success.class);
    }

    /// Whatever octets come, there is an answer, and nobody gets in by chance.
    @Test
    default void survivesNonsense() {
        var random = new Random(20250601);
        var mechanism = mechanism();
        var accounts = FixedAccounts.available();
        for (int round = 0; round < 2000; round++) {
            var exchange = mechanism.start(session(accounts));
            for (int turn = 0; turn < 3; turn++) {
                var octets = nonsense(random);
                assertThatCode(() ->
                                assertThat(exchange.next(octets))
                                        .satisfies(step ->
                                                assertThat(
                                                                isOpenToAnybody()
                                                                        || !(step
                                                                                instanceof
                                                                                SaslStep.Success))
                                                        .isTrue()))
                        .doesNotThrowAnyException();
            }
        }
    }

    private static byte[] nonsense(Random random) {
        var octets = new byte[random.nextInt(64)];
        random.nextBytes(octets);
        for (int i = 0; i < octets.length; i++) {
            // Often enough something a mechanism looks for.
            if (random.nextInt(4) == 0) {
                octets[i] = (byte) "\0 ,=an".charAt(random.nextInt(6));
            }
        }
        return octets;
    }

    /// Nobody fills the memory before he is known.
    @Test
    default void refusesAnOversizedResponse() {
        var octets = new byte[1 << 20];
        Arrays.fill(octets, (byte) 'a');
        var context = owner().context().apply(session(FixedAccounts.available()));
        var exchange = mechanism().start(context);
        if (exchange.opening() == Opening.SERVER) {
            assertThat(exchange.next(new byte[0])).isInstanceOf(SaslStep.Challenge.class);
        }
        assertThat(exchange.next(octets))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.MALFORMED));
    }
}
