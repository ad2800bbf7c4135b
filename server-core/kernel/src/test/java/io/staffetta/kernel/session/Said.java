package io.staffetta.kernel.session;

import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.AuthExchange.Step;

/// Answers as short text: `proceed`, `refuse 550 5.7.1`, `disconnect 421 4.3.0`.
final class Said {

    private Said() {}

    static String by(Answer answer) {
        return switch (answer) {
            case Answer.Proceed _ -> "proceed";
            case Answer.Refuse(var reply) -> "refuse " + reply.code() + " " + reply.status();
            case Answer.Disconnect(var reply) ->
                    "disconnect " + reply.code() + " " + reply.status();
        };
    }

    static String by(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted _ -> "accepted";
            case Acceptance.Refuse(var reply) -> "refuse " + reply.code() + " " + reply.status();
            case Acceptance.Disconnect(var reply) ->
                    "disconnect " + reply.code() + " " + reply.status();
        };
    }

    static String by(Step step) {
        return switch (step) {
            case Step.Challenge _ -> "challenge";
            case Step.Authenticated(var reply, _) ->
                    "authenticated " + reply.code() + " " + reply.status();
            case Step.Refuse(var reply) -> "refuse " + reply.code() + " " + reply.status();
            case Step.Disconnect(var reply) -> "disconnect " + reply.code() + " " + reply.status();
        };
    }
}
