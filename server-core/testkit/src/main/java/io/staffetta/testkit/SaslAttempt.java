package io.staffetta.testkit;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;

import java.util.List;
import java.util.function.UnaryOperator;

/// One try of a client to log in, used once: what it answers, and what is special about its
/// session, such as the certificate it shows.
///
/// @param context changes the context of the session
/// @param client answers a challenge with a response. The first call gets an empty challenge, and
///   its answer is the initial response; where the server speaks first it must be empty
public record SaslAttempt(UnaryOperator<SaslContext> context, UnaryOperator<byte[]> client) {

    private static final int MAX_STEPS = 16;

    /// How it ended.
    ///
    /// @param last no challenge
    /// @param steps how many responses it took
    public record Result(SaslStep last, int steps) {}

    /// A client that answers whatever it is asked, in any session.
    public static SaslAttempt answering(UnaryOperator<byte[]> client) {
        return new SaslAttempt(UnaryOperator.identity(), client);
    }

    /// A client that sends these, in this order, whatever it is asked.
    public static SaslAttempt sending(List<byte[]> responses) {
        var left = responses.iterator();
        return answering(_ -> left.next());
    }

    /// The same in another session.
    public SaslAttempt in(UnaryOperator<SaslContext> change) {
        return new SaslAttempt(change, client);
    }

    /// Runs it to its end.
    ///
    /// @param base the context to be changed
    /// @throws AssertionError if the mechanism never comes to an end
    public Result run(SaslMechanism mechanism, SaslContext base) {
        return run(mechanism.start(context.apply(base)));
    }

    /// Runs it in an exchange that has begun.
    Result run(SaslExchange exchange) {
        var challenge = new byte[0];
        for (int steps = 1; steps <= MAX_STEPS; steps++) {
            var step = exchange.next(client.apply(challenge));
            if (!(step instanceof SaslStep.Challenge(var octets))) {
                return new Result(step, steps);
            }
            challenge = octets;
        }
        throw new AssertionError("no end after " + MAX_STEPS + " steps");
    }
}
