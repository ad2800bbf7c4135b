package io.staffetta.smtp;

import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.mail.Reply;

/// Ends a conversation with a reply. Expected, so it has no stack trace.
final class Farewell extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;
    private final DisconnectReason reason;

    private Farewell(Reply reply, DisconnectReason reason) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
        this.reason = reason;
    }

    static Farewell of(Reply reply, DisconnectReason reason) {
        return new Farewell(reply, reason);
    }

    static Farewell refusing(Reply reply) {
        return new Farewell(reply, DisconnectReason.REFUSED);
    }

    Reply reply() {
        return reply;
    }

    DisconnectReason reason() {
        return reason;
    }
}
