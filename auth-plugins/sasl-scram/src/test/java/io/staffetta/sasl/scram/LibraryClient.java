package io.staffetta.sasl.scram;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;

import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.SaslAttempt;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/// Somebody else's client.
final class LibraryClient implements UnaryOperator<byte[]> {

    private final ScramClient client;
    private int sent;

    private LibraryClient(ScramClient client) {
        this.client = client;
    }

    /// A client that may choose from what was announced.
    static ScramClient.FinalBuildStage choosing(
            Collection<String> announced, String login, String password) {
        return ScramClient.builder()
                .advertisedMechanisms(announced)
                .username(login)
                .password(password.toCharArray());
    }

    static ScramClient.FinalBuildStage of(String mechanism, String login, String password) {
        return choosing(List.of(mechanism), login, password);
    }

    static ScramClient.FinalBuildStage alice(String mechanism) {
        return of(mechanism, FixedAccounts.LOGIN, FixedAccounts.PASSWORD);
    }

    static SaslAttempt attempt(ScramClient.FinalBuildStage client) {
        return SaslAttempt.answering(new LibraryClient(client.build()));
    }

    @Override
    public byte[] apply(byte[] challenge) {
        var message = sent++ == 0 ? client.clientFirstMessage() : last(challenge);
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Object last(byte[] challenge) {
        try {
            var text = new String(challenge, StandardCharsets.UTF_8);
            if (text.startsWith("e=")) {
                return "";
            }
            client.serverFirstMessage(text);
            return client.clientFinalMessage();
        } catch (ScramException e) {
            throw new AssertionError(e);
        }
    }
}
