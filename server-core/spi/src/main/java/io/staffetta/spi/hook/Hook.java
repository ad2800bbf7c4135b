package io.staffetta.spi.hook;

import io.staffetta.spi.Component;
import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.tls.TlsFacts;

import java.util.Optional;

/// A step of an inbound chain. A class implements the phases it needs; one instance serves all
/// sessions of a chain, so it must be thread-safe.
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
}
