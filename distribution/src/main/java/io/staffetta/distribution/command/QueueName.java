package io.staffetta.distribution.command;

import io.staffetta.spi.queue.MailQueue;

import java.util.Locale;

/// Where a message stands, under the names that `postqueue` has for it.
enum QueueName {
    /// Not tried yet.
    INCOMING(MailQueue.Status.INCOMING),
    /// Being delivered, or waiting for its turn.
    ACTIVE(MailQueue.Status.ACTIVE),
    /// To be tried again.
    DEFERRED(MailQueue.Status.DEFERRED),
    /// Held.
    HOLD(MailQueue.Status.HELD);

    private final MailQueue.Status status;

    QueueName(MailQueue.Status status) {
        this.status = status;
    }

    static QueueName of(MailQueue.Status status) {
        return switch (status) {
            case INCOMING -> INCOMING;
            case ACTIVE -> ACTIVE;
            case DEFERRED -> DEFERRED;
            case HELD -> HOLD;
        };
    }

    MailQueue.Status status() {
        return status;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
