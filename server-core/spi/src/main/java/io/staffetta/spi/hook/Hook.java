package io.staffetta.spi.hook;

import io.staffetta.spi.Component;
import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.tls.TlsFacts;

import java.util.List;
import java.util.Optional;

/// A step of a chain. A class implements the phases it needs; one instance serves all sessions of a
/// chain, so it must be thread-safe.
///
/// Plain blocking code is fine: each call runs on a virtual thread of its own session. A call that
/// outlasts its `deadline` is interrupted and abandoned. If a call throws or is abandoned, the
/// operator's `on-error` decides: `tempfail` (the default) answers `451 4.3.0`, `ignore` goes on.
/// With `mode="observe"` a decision is logged and counted, and not acted upon.
public sealed interface Hook extends Component {

    /// After a PROXY header, before the banner.
    non-sealed interface OnConnect extends Hook {
        /// Decides on a new connection.
        Decision onConnect(Session session) throws Exception;
    }

    /// After each TLS handshake.
    non-sealed interface OnTls extends Hook {
        /// Decides on a secured connection.
        Decision onTls(TlsFacts tls, Session session) throws Exception;
    }

    /// EHLO, HELO or LHLO.
    non-sealed interface OnHelo extends Hook {
        /// Decides on a greeting; may add or hide keywords (none are announced after HELO).
        Decision onHelo(Greeting greeting, Keywords keywords, Session session) throws Exception;
    }

    /// After SASL has succeeded or failed.
    non-sealed interface OnAuth extends Hook {
        /// Decides on a login. A refusal after success takes the identity back.
        ///
        /// @param identity who it is; empty if authentication failed
        /// @param mechanism name of the SASL mechanism
        Decision onAuth(Optional<Identity> identity, String mechanism, Session session)
                throws Exception;
    }

    /// MAIL.
    non-sealed interface OnMail extends Hook {
        /// Decides on a reverse-path; the transaction begins only if it is accepted.
        Decision onMail(ReversePath sender, MailParameters parameters, Session session)
                throws Exception;
    }

    /// RCPT.
    non-sealed interface OnRcpt extends Hook {
        /// Decides on one recipient.
        Decision onRcpt(Mailbox recipient, RecipientParameters parameters, Transaction transaction)
                throws Exception;
    }

    /// A command the protocol does not know.
    non-sealed interface OnUnknown extends Hook {
        /// Decides on a command; unless it is refused the protocol answers as ever.
        ///
        /// @param line the command line without CRLF, as the client sent it
        Decision onUnknown(String line, Session session) throws Exception;
    }

    /// DATA or the first BDAT.
    non-sealed interface OnData extends Hook {
        /// Decides whether content may be sent at all.
        Decision onData(Transaction transaction) throws Exception;
    }

    /// The whole message has arrived and is not stored yet.
    non-sealed interface OnMessage extends Hook {
        /// Decides on a message and may edit it.
        MessageDecision onMessage(Message message) throws Exception;
    }

    /// The session has ended; always called if the session began.
    non-sealed interface OnDisconnect extends Hook {
        /// Takes note of the end.
        void onDisconnect(DisconnectReason reason, Session session) throws Exception;
    }

    /// Delivery: where a recipient goes, asked before each attempt. Delivery hooks stand in the
    /// chain of `<routes chain="…">`; if one throws or is late, `on-error="tempfail"` defers the
    /// recipient with `4.3.0`.
    non-sealed interface OnRoute extends Hook {
        /// Decides on a recipient's way.
        ///
        /// @param recipient index in the envelope
        RouteDecision onRoute(Envelope envelope, int recipient) throws Exception;
    }

    /// Delivery: what to make of an outcome, asked after each attempt. An error leaves the outcome
    /// as it was.
    non-sealed interface OnAttempt extends Hook {
        /// Keeps the outcome or puts another in its place.
        ///
        /// @param recipient index in the envelope
        Outcome onAttempt(Envelope envelope, int recipient, Outcome outcome) throws Exception;
    }

    /// Delivery: before the sender is told. An error lets the report go out.
    non-sealed interface OnBounce extends Hook {
        /// Whether the report may be sent.
        ///
        /// @param recipients indices of the recipients it is about
        boolean onBounce(Envelope envelope, List<Integer> recipients, ReportKind kind)
                throws Exception;
    }
}
