package io.staffetta.acme;

import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.challenge.Challenge;

import java.io.IOException;
import java.time.Duration;

/// Answers the challenges of one order.
interface Answers extends AutoCloseable {

    /// Makes the answer for a name ready.
    ///
    /// @return the challenge that the authority may look at
    Challenge prepare(Authorization authorization)
            throws IOException, InterruptedException, OrderFailure;

    /// How long after the last [#prepare] the answers may take to be seen.
    default Duration delay() {
        return Duration.ZERO;
    }

    /// Takes everything back. Does not throw.
    @Override
    void close();

    /// The challenge of one kind.
    static <T extends Challenge> T find(Authorization authorization, Class<T> type, String name)
            throws OrderFailure {
        return authorization
                .findChallenge(type)
                .orElseThrow(() ->
                        new OrderFailure(
                                "the authority offers no %s for %s"
                                        .formatted(
                                                name, authorization.getIdentifier().getValue())));
    }
}
