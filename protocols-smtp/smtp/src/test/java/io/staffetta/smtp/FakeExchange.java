package io.staffetta.smtp;

import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.AuthExchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Exchanges whose only password is `secret`.
record FakeExchange(
        Opening opening,
        List<String> challenges,
        String right,
        String data,
        List<String> responses,
        Consumer<String> success)
        implements AuthExchange {

    static FakeExchange plain(Consumer<String> success) {
        return new FakeExchange(
                Opening.CLIENT, List.of(), "\0user\0secret", "", new ArrayList<>(), success);
    }

    static FakeExchange login(Consumer<String> success) {
        return withPrompts(Opening.EITHER, success);
    }

    static FakeExchange serverFirst(Consumer<String> success) {
        return withPrompts(Opening.SERVER, success);
    }

    private static FakeExchange withPrompts(Opening opening, Consumer<String> success) {
        return new FakeExchange(
                opening,
                List.of("Username:", "Password:"),
                "|user|secret",
                "",
                new ArrayList<>(),
                success);
    }

    /// Sends data with its success; takes an empty initial response.
    static FakeExchange withData(Consumer<String> success) {
        return new FakeExchange(Opening.CLIENT, List.of(), "", "done", new ArrayList<>(), success);
    }

    @Override
    public Step next(byte[] response) {
        if (responses.isEmpty() && opening == Opening.EITHER && response.length > 0) {
            responses.add("");
        }
        responses.add(new String(response, StandardCharsets.UTF_8));
        int round = responses.size() - 1;
        if (round < challenges.size()) {
            return new Step.Challenge(challenges.get(round).getBytes(StandardCharsets.UTF_8));
        }
        if (String.join("|", responses).equals(right)) {
            success.accept("user");
            return new Step.Authenticated(
                    Reply.of(235, "2.7.0", "Welcome"), data.getBytes(StandardCharsets.UTF_8));
        }
        return new Step.Refuse(Reply.of(535, "5.7.8", "Credentials invalid"));
    }
}
