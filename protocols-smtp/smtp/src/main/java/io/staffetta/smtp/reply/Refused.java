package io.staffetta.smtp.reply;

import io.staffetta.spi.mail.Reply;

/// A command that is wrong, with the reply it gets. Expected, so it has no stack trace.
public final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;
    private final boolean closes;

    private Refused(Reply reply, boolean closes) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
        this.closes = closes;
    }

    /// The session goes on.
    public static Refused with(Reply reply) {
        return new Refused(reply, false);
    }

    /// The connection is closed, as what follows cannot be understood.
    public static Refused closing(Reply reply) {
        return new Refused(reply, true);
    }

    /// What the client is told.
    public Reply reply() {
        return reply;
    }

    /// Whether the connection is closed after it.
    public boolean closes() {
        return closes;
    }
}
