package io.staffetta.remote.client;

import io.staffetta.spi.tls.OutboundTerms.Level;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/// A server that is ready for mail.
///
/// @param link the connection
/// @param replies from it
/// @param opening how it began
/// @param capabilities what the server offers
/// @param tls protocol and cipher; empty in clear
/// @param flaw why the connection is not as secure as it should be, where that does not matter
record Peer(
        Link link,
        ReplyReader replies,
        Opening opening,
        Capabilities capabilities,
        Optional<String> tls,
        Optional<TlsFlaw> flaw) {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    boolean offers(String keyword) {
        return capabilities.offers(keyword);
    }

    ClientLimits limits() {
        return opening.limits();
    }

    boolean isLmtp() {
        return opening.dialect() == Opening.Dialect.LMTP;
    }

    /// Whether the connection does not leave this machine.
    boolean isLocal() {
        return link.wire() instanceof UnixWire;
    }

    /// Whether it is certain who the server is, and that mail for the destination belongs there.
    boolean isVerified() {
        return tls.isPresent()
                && opening.terms().level() == Level.VERIFY
                && opening.isHostAssured();
    }

    /// Sends a command and waits for its reply.
    ///
    /// @param line ASCII, without CRLF
    PeerReply ask(String line, String verb, Duration limit) throws PeerLost {
        LOG.trace("C: {}", verb.equals("AUTH") ? "AUTH ..." : line);
        expectSilence(verb);
        link.writeLine(line, verb, limit);
        return replies.read(verb, limit);
    }

    /// Makes sure that no reply lies there before its command was sent: all later replies would be
    /// taken for answers to the wrong commands.
    void expectSilence(String verb) throws PeerLost {
        var reply = uncalledFor(verb);
        if (reply.isPresent()) {
            throw PeerLost.nonsense(verb, "reply without a command: " + reply.get().text());
        }
    }

    /// A refusal that came before the content: a server that has had enough need not wait. A
    /// success cannot be the reply to what was not sent.
    Optional<PeerReply> earlyRefusal() throws PeerLost {
        var reply = uncalledFor("DATA");
        if (reply.isPresent() && !reply.get().isTransient() && !reply.get().isPermanent()) {
            throw PeerLost.nonsense("DATA", "reply before the content: " + reply.get().text());
        }
        return reply;
    }

    private Optional<PeerReply> uncalledFor(String verb) throws PeerLost {
        if (!link.hasArrived()) {
            return Optional.empty();
        }
        var reply = replies.read(verb, limits().rset());
        if (reply.isLeaving()) {
            throw PeerLost.leaving(reply);
        }
        return Optional.of(reply);
    }
}
