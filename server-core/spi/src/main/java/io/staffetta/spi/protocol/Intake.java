package io.staffetta.spi.protocol;

import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.Draft;

import java.util.List;
import java.util.Optional;

/// The kernel's side of one mail session. A protocol parses and answers; this object runs the hooks
/// of each phase and, always after them, the guards, keeps identity and transaction, and stores the
/// message. Used by the connection's thread only.
///
/// A protocol calls the methods in the order of the session; a call out of order is an
/// [IllegalStateException].
public interface Intake {

    /// The view that hooks get.
    Session session();

    /// Phase `connect`.
    Answer connected();

    /// Phase `tls`: call after each handshake, implicit ones too. Forgets greeting, identity,
    /// transaction and the session's attributes (RFC 3207 §4.2).
    Answer secured();

    /// Phase `helo`. Ends a transaction.
    ///
    /// @param keywords what the protocol would announce; changed in place by hooks
    Answer greeted(Greeting greeting, List<String> keywords);

    /// What AUTH is to this listener.
    Protocol.AuthUse authUse();

    /// The mechanisms to announce now, in the order configured: the same that [#authenticate]
    /// accepts now. Empty if AUTH is not used or everything needs TLS first.
    List<String> mechanisms();

    /// Begins AUTH.
    ///
    /// @param mechanism name in any case
    /// @return the exchange, or why not: `504 5.5.4` unknown, `538 5.7.11` only with TLS, `530
    ///   5.7.0`, `503 5.5.1` already authenticated or in a transaction, `421` too many failures
    Authentication authenticate(String mechanism);

    /// The start of AUTH.
    sealed interface Authentication {
        /// Let the client speak.
        record Begun(AuthExchange exchange) implements Authentication {}

        /// Answer this.
        record Refuse(Reply reply) implements Authentication {}

        /// Answer this and close.
        record Disconnect(Reply reply) implements Authentication {}
    }

    /// Phase `mail` and its guards: authentication and TLS where required, sender ownership, size.
    /// If it proceeds the transaction has begun.
    Answer mail(ReversePath sender, MailParameters parameters);

    /// Phase `rcpt` and its guards: number of recipients, relay permission, recipient existence. If
    /// it proceeds the recipient is part of the transaction.
    Answer recipient(Mailbox recipient, RecipientParameters parameters);

    /// Phase `data`.
    Answer data();

    /// Begins to receive content; after [#data()] proceeded, once for each transaction.
    Draft draft();

    /// Phase `message`, its guards (size, hop count), and storage. Ends the transaction whatever
    /// comes out.
    ///
    /// @param draft the received content, used up by this call
    /// @param trace the `Received` field to put on top
    Acceptance accept(Draft draft, Header trace);

    /// Phase `unknown`: the client sent a command the protocol does not know.
    ///
    /// @param line the command line without CRLF
    default Answer unknownCommand(String line) {
        return Answer.PROCEED;
    }

    /// Counts a command that was wrong, unknown or out of order; see
    /// [io.staffetta.spi.hook.Tally#protocolErrors()].
    default void protocolError() {}

    /// Identifies the transaction in logs and in its `Received` field; called after [#mail]
    /// proceeded.
    default String transactionId() {
        return session().id();
    }

    /// Ends a transaction: RSET, or content that could not be received.
    void reset();

    /// The account that is authenticated, if any.
    default Optional<String> account() {
        return session().identity().map(identity -> identity.account());
    }

    /// The largest message the server takes, in octets; the number announced by SIZE.
    long maxMessageSize();

    /// The number of recipients a transaction may have; announced by LIMITS.
    int maxRecipients();

    /// Says why the session ends. Called by the protocol before it returns; if it is not, the
    /// kernel concludes [DisconnectReason#LOST], or `ERROR` if the protocol threw.
    void ended(DisconnectReason reason);
}
