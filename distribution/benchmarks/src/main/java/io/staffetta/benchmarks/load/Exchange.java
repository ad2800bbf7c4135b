package io.staffetta.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the client says at once, and the replies it expects to it, in order.
///
/// @param says octets to send; empty where the server speaks first
/// @param expects the reply codes; anything else is an error
/// @param effect what follows from it
record Exchange(byte[] says, List<Integer> expects, Effect effect) {

    /// What the last expected reply means.
    enum Effect {
        /// Nothing but that the dialogue goes on.
        NONE,
        /// A transaction begins when this is sent.
        BEGINS,
        /// The last reply acknowledges the message.
        ACKNOWLEDGES,
        /// One exchange is the whole transaction.
        BEGINS_AND_ACKNOWLEDGES,
        /// TLS begins behind the reply.
        SECURES;

        boolean begins() {
            return this == BEGINS || this == BEGINS_AND_ACKNOWLEDGES;
        }

        boolean acknowledges() {
            return this == ACKNOWLEDGES || this == BEGINS_AND_ACKNOWLEDGES;
        }
    }

    Exchange {
        expects = List.copyOf(expects);
        if (expects.isEmpty()) {
            throw new IllegalArgumentException("an exchange expects at least one reply");
        }
    }

    static Exchange of(String says, Effect effect, Integer... expects) {
        return new Exchange(says.getBytes(StandardCharsets.US_ASCII), List.of(expects), effect);
    }
}
