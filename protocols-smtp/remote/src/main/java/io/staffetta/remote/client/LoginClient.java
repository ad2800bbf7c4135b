package io.staffetta.remote.client;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// LOGIN (draft-murchison-sasl-login): user name, then password, whatever the prompts say.
final class LoginClient implements SaslClientMechanism {

    private final Iterator<String> answers;

    LoginClient(Credentials credentials) {
        answers = List.of(credentials.user(), credentials.password().reveal()).iterator();
    }

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public Optional<byte[]> answer(byte[] challenge) {
        return answers.hasNext()
                ? Optional.of(answers.next().getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
