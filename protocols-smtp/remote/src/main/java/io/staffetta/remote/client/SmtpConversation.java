package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An SMTP (RFC 5321) or LMTP (RFC 2033) conversation over TCP or a UNIX socket.
public final class SmtpConversation implements Conversation {

    private final Peer peer;
    private boolean usable = true;
    private boolean betweenMails = true;

    private SmtpConversation(Peer peer) {
        this.peer = peer;
    }

    /// Begins a conversation: greeting, EHLO, TLS as the terms demand, AUTH. Blocks until the
    /// server is ready for mail, each step no longer than its limit.
    ///
    /// @param socket connected; belongs to the conversation from now on, closed if this fails
    /// @throws OpeningFailure if the server is not ready for mail on these terms
    public static Conversation open(Socket socket, Opening opening) throws OpeningFailure {
        PeerWire wire;
        try {
            socket.setTcpNoDelay(true);
            wire = new TcpWire(socket, socket);
        } catch (IOException e) {
            close(socket);
            throw new OpeningFailure(
                    new EnhancedStatus(4, 4, 2), "connection lost at once", false, false);
        }
        return open(wire, opening);
    }

    /// Begins a conversation over a UNIX socket, where TLS is never spoken and AUTH needs none.
    ///
    /// @param channel connected and blocking; belongs to the conversation from now on, closed if
    ///   this fails
    /// @throws OpeningFailure if the server is not ready for mail on these terms
    public static Conversation open(SocketChannel channel, Opening opening) throws OpeningFailure {
        return open(new UnixWire(channel), opening);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use in any case.
        }
    }

    private static Conversation open(PeerWire wire, Opening opening) throws OpeningFailure {
        var link = new Link(wire);
        boolean open = false;
        try {
            var conversation = new SmtpConversation(new Opener(link, opening).open());
            open = true;
            return conversation;
        } finally {
            if (!open) {
                link.abort();
            }
        }
    }

    @Override
    public Map<Integer, Outcome> send(Delivery delivery) {
        var outcomes = new HashMap<Integer, Outcome>();
        if (!usable) {
            settle(outcomes, delivery, new Verdicts(peer).lost(PeerLost.closed("MAIL")));
            return outcomes;
        }
        boolean returned = false;
        try {
            switch (Fitting.of(delivery, peer)) {
                case Fitting.Unfit(var status, var reason) ->
                        settle(outcomes, delivery, new Outcome.Failed(status, reason));
                case Fitting.Fits message -> send(delivery, message, outcomes);
            }
            returned = true;
        } catch (IOException e) {
            settle(
                    outcomes,
                    delivery,
                    new Outcome.Deferred(
                            new EnhancedStatus(4, 3, 0),
                            "the content cannot be read: " + Words.safe("" + e.getMessage())));
            returned = true;
        } finally {
            if (!returned) {
                // An error of our own in the middle of things: nobody knows what comes next.
                abandon();
            }
        }
        return outcomes;
    }

    private void send(Delivery delivery, Fitting.Fits message, Map<Integer, Outcome> outcomes) {
        var sendable = new ArrayList<Integer>();
        for (int index : delivery.recipients()) {
            if (message.smtpUtf8() || delivery.recipient(index).mailbox().isAscii()) {
                sendable.add(index);
            } else {
                outcomes.put(
                        index,
                        new Outcome.Failed(
                                new EnhancedStatus(5, 6, 7),
                                "the server does not take internationalised addresses"
                                        + " (SMTPUTF8)"));
            }
        }
        int most = peer.capabilities().maxRecipients().orElse(Integer.MAX_VALUE);
        while (usable && !sendable.isEmpty()) {
            var group = sendable.subList(0, Math.min(most, sendable.size()));
            var transaction = new Transaction(peer, delivery, message, List.copyOf(group));
            betweenMails = false;
            outcomes.putAll(transaction.perform());
            betweenMails = transaction.isComplete();
            group.clear();
            sendable.addAll(0, transaction.leftOver());
            if (!transaction.isOrderly()) {
                abandon();
            } else if (!sendable.isEmpty()) {
                reset();
            }
        }
        if (!usable) {
            settle(outcomes, delivery, new Verdicts(peer).lost(PeerLost.closed("MAIL")));
        }
    }

    @Override
    public boolean reset() {
        if (usable) {
            try {
                if (peer.ask("RSET", "RSET", peer.limits().rset()).code() == 250) {
                    betweenMails = true;
                } else {
                    abandon();
                }
            } catch (PeerLost e) {
                abandon();
            }
        }
        return usable;
    }

    @Override
    public boolean isReusable() {
        return usable;
    }

    @Override
    public boolean isBetweenMails() {
        return usable && betweenMails;
    }

    @Override
    public Optional<String> tls() {
        return peer.tls();
    }

    @Override
    public Optional<TlsFlaw> flaw() {
        return peer.flaw();
    }

    @Override
    public void close() {
        if (usable) {
            try {
                peer.ask("QUIT", "QUIT", peer.limits().quit());
            } catch (PeerLost e) {
                // It is closed below, with or without a farewell.
            }
            usable = false;
            peer.link().close(peer.limits().quit());
        }
    }

    private void abandon() {
        usable = false;
        peer.link().abort();
    }

    private static void settle(Map<Integer, Outcome> outcomes, Delivery delivery, Outcome outcome) {
        delivery.recipients().forEach(index -> outcomes.putIfAbsent(index, outcome));
    }
}
