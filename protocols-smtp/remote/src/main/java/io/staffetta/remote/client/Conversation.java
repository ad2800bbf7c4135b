package io.staffetta.remote.client;

import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;

import java.util.Map;
import java.util.Optional;

/// An open conversation with a server, ready for mail. Used by one thread at a time. Every wait has
/// a limit, and nothing the server says can make a method throw.
public interface Conversation extends AutoCloseable {

    /// Sends one message to some recipients: one transaction, or more if the server takes fewer
    /// recipients at once.
    ///
    /// @return an outcome for each recipient of the delivery; if the connection broke before the
    ///   content was handed over, deferred and unreachable; if it broke afterwards, deferred only
    Map<Integer, Outcome> send(Delivery delivery);

    /// Makes sure that the server is still there, by RSET; after that another message may be sent.
    ///
    /// @return false if the conversation is of no more use
    boolean reset();

    /// Whether another message may be sent: the last one ended in an orderly way.
    boolean isReusable();

    /// Whether another message may be sent without [#reset()]: the server took the last one, or
    /// none was sent, so that no transaction is open (RFC 5321 §4.1.1.4).
    boolean isBetweenMails();

    /// The TLS protocol and cipher in use, for logs; empty in clear.
    Optional<String> tls();

    /// Why the connection is not as secure as it should be, where that does not matter.
    Optional<TlsFlaw> flaw();

    /// Takes leave by QUIT if that is possible, and closes the connection.
    @Override
    void close();
}
