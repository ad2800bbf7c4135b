package io.staffetta.smtp;

import io.staffetta.smtp.command.Verb;

import java.time.Duration;

/// How much nonsense a client may say between two messages.
final class ErrorBudget {

    private final SmtpLimits limits;
    private int errors;
    private int junk;

    ErrorBudget(SmtpLimits limits) {
        this.limits = limits;
    }

    /// Takes note of a command.
    void command(Verb verb) {
        if (verb.isJunk()) {
            junk();
        }
    }

    /// Takes note of a command that brings no message nearer.
    void junk() {
        if (++junk > limits.junkCommands()) {
            errors++;
        }
    }

    /// Takes note of a reply. Temporary ones are not the client's fault, except in the 421 of a
    /// client that was turned away and stays.
    void reply(int code) {
        if (code >= 500 || code == 421) {
            errors++;
        }
    }

    /// A message was accepted: all is forgiven.
    void forgive() {
        errors = 0;
        junk = 0;
    }

    boolean isSpent() {
        return errors >= limits.hardErrors();
    }

    /// How long the next reply is held back.
    Duration delay() {
        return errors > limits.softErrors() ? limits.errorDelay() : Duration.ZERO;
    }
}
