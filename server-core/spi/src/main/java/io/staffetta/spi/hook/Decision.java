package io.staffetta.spi.hook;

import io.staffetta.spi.mail.Reply;

/// What a [Hook] wants to happen. The first answer other than [Next] ends its phase. No decision of
/// a hook can skip the guards of the kernel (relay permission, recipient existence, size,
/// authentication, sender ownership).
public sealed interface Decision extends MessageDecision {

    /// Go on with the next hook.
    Decision NEXT = new Next();

    /// End this phase's hooks; the guards still decide.
    Decision ACCEPT = new Accept();

    /// See [#NEXT].
    record Next() implements Decision {}

    /// See [#ACCEPT].
    record Accept() implements Decision {}

    /// Refuse the command, or the connection in the `connect` phase, where each later command gets
    /// the same reply until the client quits.
    ///
    /// @param reply 4yz to make the client try again, 5yz to make it give up
    record Refuse(Reply reply) implements Decision {
        public Refuse {
            requireNegative(reply);
        }
    }

    /// Answer and close the connection.
    ///
    /// @param reply 4yz or 5yz
    record Disconnect(Reply reply) implements Decision {
        public Disconnect {
            requireNegative(reply);
        }
    }

    /// Refuses with this reply.
    ///
    /// @throws IllegalArgumentException unless the reply is 4yz or 5yz
    static Decision refuse(int code, String status, String text) {
        return new Refuse(Reply.of(code, status, text));
    }

    private static void requireNegative(Reply reply) {
        if (reply.isPositive()) {
            throw new IllegalArgumentException("cannot refuse with " + reply);
        }
    }
}
