package io.staffetta.tls.outbound.dane.dns;

import java.io.IOException;

/// A question without an answer that can be used; the message is one line.
public final class DnsFailure extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean bogus;

    /// @param bogus whether there was an answer, but not signed as it must be
    DnsFailure(String message, boolean bogus) {
        super(Line.of(message));
        this.bogus = bogus;
    }

    DnsFailure(String message, Throwable cause, boolean bogus) {
        super(Line.of(message), cause);
        this.bogus = bogus;
    }

    /// Whether there was an answer, but not signed as it must be.
    public boolean isBogus() {
        return bogus;
    }
}
