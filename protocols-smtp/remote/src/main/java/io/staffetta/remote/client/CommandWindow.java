package io.staffetta.remote.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// Commands on their way to a server and the replies that are still due (RFC 2920).
///
/// No more octets are under way than fit into the buffers of any connection. So no write waits for
/// a server that in turn waits for us to read its replies.
final class CommandWindow {

    private static final Logger LOG = LoggerFactory.getLogger(CommandWindow.class);
    private static final int OCTETS = 8192;

    private final Peer peer;
    private final int window;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private byte[] batch = new byte[512];
    private int length;

    /// What to do with a reply.
    interface Reaction {
        void take(PeerReply reply) throws PeerLost;
    }

    private record Pending(String verb, Duration limit, Reaction reaction) {}

    CommandWindow(Peer peer) {
        this.peer = peer;
        this.window = peer.offers("PIPELINING") ? OCTETS : 0;
    }

    /// Sends a command, now or with those that follow.
    void add(String line, String verb, Duration limit, Reaction reaction) throws PeerLost {
        LOG.trace("C: {}", line);
        var octets = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
        if (length > 0 && length + octets.length > window) {
            flush();
        }
        if (length + octets.length > batch.length) {
            batch = Arrays.copyOf(batch, Math.max(2 * batch.length, length + octets.length));
        }
        System.arraycopy(octets, 0, batch, length, octets.length);
        length += octets.length;
        pending.add(new Pending(verb, limit, reaction));
        if (window == 0) {
            flush();
        }
    }

    /// Sends what is left and takes all replies.
    void flush() throws PeerLost {
        if (length == 0) {
            return;
        }
        var first = pending.getFirst();
        peer.expectSilence(first.verb());
        peer.link().write(batch, length, first.verb(), first.limit());
        length = 0;
        while (!pending.isEmpty()) {
            var due = pending.removeFirst();
            var reply = peer.replies().read(due.verb(), due.limit());
            if (reply.isLeaving()) {
                throw PeerLost.leaving(reply);
            }
            due.reaction().take(reply);
        }
    }
}
