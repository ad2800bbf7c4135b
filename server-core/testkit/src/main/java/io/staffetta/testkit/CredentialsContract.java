package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.auth.SaslStep;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// What every mechanism must do whose clients prove who they are.
public interface CredentialsContract extends MechanismContract {

    /// Something a failure must not tell the log.
    String WRONG_PASSWORD = "swordfish";

    /// A client that says it is [FixedAccounts#ALICE] and proves it wrongly, with [#WRONG_PASSWORD]
    /// where there is a password; another one at each call.
    SaslAttempt impostor();

    /// A client that says, or proves, to be somebody no store knows; another one at each call.
    SaslAttempt stranger();

    /// A client that proves to be [FixedAccounts#ALICE] and wants to act for another account; empty
    /// if the mechanism has no authorization identities.
    default Optional<SaslAttempt> usurper() {
        return Optional.empty();
    }

    /// The failure never shows the secret.
    @Test
    default void refusesAnImpostor() {
        assertThat(run(impostor()).last())
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(SaslStep.Kind.CREDENTIALS);
                            assertThat(failure.toString()).doesNotContain(WRONG_PASSWORD);
                        });
    }

    /// Nobody learns from the dialogue which accounts exist: as many steps, the same kind.
    @Test
    default void refusesAStrangerAlike() {
        var ofStranger = run(stranger());
        var ofImpostor = run(impostor());
        assertThat(ofStranger.last())
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SaslStep.Kind.CREDENTIALS));
        assertThat(ofStranger.steps()).isEqualTo(ofImpostor.steps());
    }

    /// RFC 4422 §2: nobody acts for another account.
    @Test
    default void refusesToLetActForAnother() {
        usurper()
                .ifPresent(usurper ->
                        assertThat(run(usurper).last())
                                .isInstanceOfSatisfying(
                                        SaslStep.Failure.class,
                                        failure ->
                                                assertThat(failure.kind())
                                                        .isEqualTo(SaslStep.Kind.AUTHORIZATION)));
    }

    private SaslAttempt.Result run(SaslAttempt attempt) {
        return attempt.run(mechanism(), session(FixedAccounts.available()));
    }
}
