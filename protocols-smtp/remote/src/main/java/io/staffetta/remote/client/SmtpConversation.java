package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;

import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;

/// An SMTP (RFC 5321) or LMTP (RFC 2033) conversation over TCP or a UNIX socket.
public final class SmtpConversation implements Conversation {

    private SmtpConversation() {}

    /// Begins a conversation: greeting, EHLO, TLS as the terms demand, AUTH. Blocks until the
    /// server is ready for mail, each step no longer than its limit.
    ///
    /// @param socket connected; belongs to the conversation from now on, closed if this fails
    /// @throws OpeningFailure if the server is not ready for mail on these terms
    public static Conversation open(Socket socket, Opening opening) throws OpeningFailure {
        throw new OpeningFailure(
                new EnhancedStatus(4, 3, 5), "no client for " + opening, false, false);
    }

    /// Begins a conversation over a UNIX socket, where TLS is never spoken and AUTH needs none.
    ///
    /// @param channel connected and blocking; belongs to the conversation from now on, closed if
    ///   this fails
    /// @throws OpeningFailure if the server is not ready for mail on these terms
    public static Conversation open(SocketChannel channel, Opening opening) throws OpeningFailure {
        throw new OpeningFailure(
                new EnhancedStatus(4, 3, 5), "no client for " + opening, false, false);
    }

    @Override
    public Map<Integer, Outcome> send(Delivery delivery) {
        return Map.of();
    }

    @Override
    public boolean reset() {
        return false;
    }

    @Override
    public boolean isReusable() {
        return false;
    }

    @Override
    public Optional<String> tls() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
