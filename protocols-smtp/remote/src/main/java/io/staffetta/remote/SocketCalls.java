package io.staffetta.remote;

import io.staffetta.remote.client.Opening;
import io.staffetta.remote.client.OpeningFailure;
import io.staffetta.remote.client.SmtpConversation;
import io.staffetta.remote.net.ConversationKey;
import io.staffetta.remote.net.ConversationPool;
import io.staffetta.remote.net.ConversationPool.Lent;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;

/// Talks to a server over a UNIX socket. It needs no TLS: nobody is in between.
///
/// @param demands of the route
/// @param pool of the transport
/// @param meters of the transport
record SocketCalls(Demands demands, ConversationPool pool, RemoteMeters meters) {

    private static final EnhancedStatus NO_ANSWER = new EnhancedStatus(4, 4, 1);

    /// The name of the machine, for `Remote-MTA`.
    private static final String HERE = "localhost";

    Map<Integer, Outcome> send(String path, Delivery delivery) {
        var opening = opening(path);
        var key = ConversationKey.of(opening, path);
        var lent = pool.take(key);
        if (lent.isPresent()) {
            meters.reused();
            var outcomes = send(lent.get(), delivery);
            if (!Unreachable.isAll(outcomes)) {
                return outcomes;
            }
        }
        try {
            var conversation = SmtpConversation.open(connect(path), opening);
            meters.opened("clear");
            return send(new Lent(key, conversation, 0), delivery);
        } catch (OpeningFailure e) {
            meters.opened("failed");
            return Unreachable.all(delivery, Unreachable.outcome(HERE, e));
        } catch (IOException e) {
            meters.opened("unreachable");
            return Unreachable.all(
                    delivery, NO_ANSWER, "cannot connect to " + path + ": " + Unreachable.words(e));
        }
    }

    private Map<Integer, Outcome> send(Lent lent, Delivery delivery) {
        try {
            return lent.conversation().send(delivery);
        } finally {
            pool.giveBack(lent);
        }
    }

    private static SocketChannel connect(String path) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private Opening opening(String path) {
        return new Opening(
                demands.dialect(),
                demands.heloName(),
                new NextHop(path, HERE, 24, false),
                OutboundTerms.of("socket", Level.NONE, "a UNIX socket"),
                false,
                Optional.empty(),
                demands.limits());
    }
}
