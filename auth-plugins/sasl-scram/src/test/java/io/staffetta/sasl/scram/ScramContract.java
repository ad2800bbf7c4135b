package io.staffetta.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.testkit.CredentialsContract;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.FixedTls;
import io.staffetta.testkit.SaslAttempt;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The contract, with the library's client.
interface ScramContract extends CredentialsContract {

    Map<String, byte[]> BINDINGS =
            Map.of(
                    "tls-exporter",
                    "exported".getBytes(StandardCharsets.US_ASCII),
                    "tls-server-end-point",
                    "certified".getBytes(StandardCharsets.US_ASCII));

    Path folder();

    ScramHash hash();

    /// Type of channel binding; empty for none.
    Optional<String> binding();

    @Override
    default SaslMechanism mechanism() {
        var forms = new FixedServer(folder()).started(hash()).forms();
        return binding().isPresent() ? forms.getFirst() : forms.getLast();
    }

    @Override
    default SaslContext session(Accounts accounts) {
        var announced =
                binding().isPresent()
                        ? List.of(hash().plusMechanism(), hash().mechanism())
                        : List.of(hash().mechanism());
        return new SaslContext(
                "mail.example.org",
                "smtp",
                binding().map(_ -> FixedTls.bound(BINDINGS)),
                accounts,
                announced);
    }

    @Override
    default SaslAttempt owner() {
        return LibraryClient.attempt(client(FixedAccounts.LOGIN, FixedAccounts.PASSWORD));
    }

    @Override
    default SaslAttempt impostor() {
        return LibraryClient.attempt(client(FixedAccounts.LOGIN, WRONG_PASSWORD));
    }

    @Override
    default SaslAttempt stranger() {
        return LibraryClient.attempt(client("mallory@example.org", WRONG_PASSWORD));
    }

    @Override
    default Optional<SaslAttempt> usurper() {
        return Optional.of(
                LibraryClient.attempt(
                        client(FixedAccounts.LOGIN, FixedAccounts.PASSWORD)
                                .authzid("bob@example.org")));
    }

    @Test
    default void mayActAsItselfByAnotherName() {
        var attempt =
                LibraryClient.attempt(
                        client(FixedAccounts.LOGIN, FixedAccounts.PASSWORD)
                                .authzid("A.Liddell@example.org"));
        assertThat(attempt.run(mechanism(), session(FixedAccounts.available())).last())
                .isInstanceOf(SaslStep.Success.class);
    }

    private ScramClient.FinalBuildStage client(String login, String password) {
        var name = binding().isPresent() ? hash().plusMechanism() : hash().mechanism();
        var client = LibraryClient.of(name, login, password);
        return binding()
                .map(type -> client.channelBinding(type, BINDINGS.get(type)))
                .orElse(client);
    }
}
