package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.tls.TlsOutcome.Result;

import java.util.Optional;

/// A conversation could not be opened.
///
/// Another server of the same destination may be tried, whatever the status.
public final class OpeningFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final transient EnhancedStatus status;
    private final boolean said;
    private final boolean clearWouldDo;
    private final transient Optional<TlsFlaw> flaw;

    /// @param status of class 4 or 5
    /// @param message one line: the server's reply as it came, or words of our own
    /// @param said whether the message is the server's reply
    /// @param clearWouldDo whether TLS failed that was not demanded: the same server may be tried
    ///   again with [io.staffetta.spi.tls.OutboundTerms.Level#NONE]
    public OpeningFailure(
            EnhancedStatus status, String message, boolean said, boolean clearWouldDo) {
        this(status, message, said, clearWouldDo, Optional.empty());
    }

    /// TLS is not as it must be.
    OpeningFailure(EnhancedStatus status, TlsFlaw flaw, boolean clearWouldDo) {
        this(status, flaw.detail(), false, clearWouldDo, Optional.of(flaw));
    }

    /// The server's own reply to STARTTLS.
    static OpeningFailure startTlsRefused(String reply) {
        return new OpeningFailure(
                new EnhancedStatus(4, 7, 4),
                reply,
                true,
                false,
                Optional.of(new TlsFlaw(Result.STARTTLS_NOT_SUPPORTED, reply)));
    }

    private OpeningFailure(
            EnhancedStatus status,
            String message,
            boolean said,
            boolean clearWouldDo,
            Optional<TlsFlaw> flaw) {
        super(message, null, false, false);
        this.status = status;
        this.said = said;
        this.clearWouldDo = clearWouldDo;
        this.flaw = flaw;
    }

    /// What to tell the sender.
    public EnhancedStatus status() {
        return status;
    }

    /// Whether the message is the server's own reply.
    public boolean isSaid() {
        return said;
    }

    /// What is wrong with TLS, if that is why.
    public Optional<TlsFlaw> flaw() {
        return flaw;
    }

    /// Whether the same server may be tried again without TLS.
    public boolean clearWouldDo() {
        return clearWouldDo;
    }
}
