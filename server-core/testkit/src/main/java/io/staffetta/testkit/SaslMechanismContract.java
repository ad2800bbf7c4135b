package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// What every mechanism that asks [Accounts] for a password must do.
public interface SaslMechanismContract extends CredentialsContract {

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

    @Override
    default SaslAttempt owner() {
        return SaslAttempt.sending(responses(FixedAccounts.LOGIN, FixedAccounts.PASSWORD));
    }

    @Override
    default SaslAttempt impostor() {
        return SaslAttempt.sending(responses(FixedAccounts.LOGIN, WRONG_PASSWORD));
    }

    @Override
    default SaslAttempt stranger() {
        return SaslAttempt.sending(responses("mallory@example.org", WRONG_PASSWORD));
    }

    /// The failure names the login, for the log.
    @Test
    default void tellsWhoseLoginFailed() {
        var responses = responses(FixedAccounts.LOGIN, WRONG_PASSWORD);
        assertThat(run(mechanism(), FixedAccounts.available(), responses))
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> assertThat(failure.login()).isEqualTo(FixedAccounts.LOGIN));
    }
}
