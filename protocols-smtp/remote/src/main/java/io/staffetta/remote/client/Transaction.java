package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One mail transaction (RFC 5321 §3.3, RFC 2033 §4).
final class Transaction {

    private final Peer peer;
    private final Delivery delivery;
    private final Fitting.Fits message;
    private final List<Integer> recipients;
    private final Verdicts verdicts;
    private final Map<Integer, Outcome> outcomes = new LinkedHashMap<>();
    private final List<Integer> accepted = new ArrayList<>();
    private final List<Integer> tooMany = new ArrayList<>();
    private Optional<PeerReply> mailRefused = Optional.empty();
    private Optional<PeerReply> data = Optional.empty();
    private boolean transferring;
    private boolean transferred;
    private boolean orderly = true;
    private boolean complete;

    Transaction(Peer peer, Delivery delivery, Fitting.Fits message, List<Integer> recipients) {
        this.peer = peer;
        this.delivery = delivery;
        this.message = message;
        this.recipients = recipients;
        this.verdicts = new Verdicts(peer);
    }

    /// Performs it.
    ///
    /// @return an outcome for each of the recipients
    Map<Integer, Outcome> perform() {
        try (var in = message.content().open()) {
            envelope();
            if (mailRefused.isPresent()) {
                refuse(mailRefused.get());
            }
            if (accepted.isEmpty()) {
                withdraw();
            } else {
                content(in);
            }
        } catch (PeerLost e) {
            orderly = false;
            settle(transferred ? verdicts.lostAtEnd(e) : verdicts.lost(e));
        } catch (IOException e) {
            // A connection with half a message on it is cut, so that nobody takes it for whole.
            orderly &= !transferring;
            settle(
                    new Outcome.Deferred(
                            new EnhancedStatus(4, 3, 0),
                            "the content cannot be read: " + Words.safe("" + e.getMessage())));
        }
        return outcomes;
    }

    /// Whether another may follow.
    boolean isOrderly() {
        return orderly;
    }

    /// Whether the server took the content, which ends the transaction.
    boolean isComplete() {
        return orderly && complete;
    }

    /// The recipients that were too many for one transaction, if it was a success for others.
    List<Integer> leftOver() {
        boolean success =
                accepted.stream().anyMatch(i -> outcomes.get(i) instanceof Outcome.Delivered);
        return orderly && success ? List.copyOf(tooMany) : List.of();
    }

    private void envelope() throws PeerLost {
        var limits = peer.limits();
        var commands = new MailCommands(peer);
        var window = new CommandWindow(peer);
        window.add(
                commands.mail(delivery.envelope(), message),
                "MAIL",
                limits.mail(),
                reply -> {
                    if (!reply.isPositive()) {
                        mailRefused = Optional.of(reply);
                    }
                });
        for (int index : recipients) {
            if (mailRefused.isPresent()) {
                break;
            }
            window.add(
                    commands.rcpt(delivery.recipient(index)),
                    "RCPT",
                    limits.rcpt(),
                    reply -> answered(index, reply));
        }
        if (mailRefused.isEmpty()
                && peer.offers("PIPELINING")
                && !message.chunked()
                && !peer.isLmtp()) {
            window.add("DATA", "DATA", limits.dataStart(), reply -> data = Optional.of(reply));
        }
        window.flush();
    }

    private void answered(int index, PeerReply reply) {
        if (mailRefused.isPresent()) {
            return;
        }
        if (reply.isPositive()) {
            accepted.add(index);
        } else {
            outcomes.put(index, verdicts.recipientRefused(reply));
            if (Verdicts.isTooMany(reply)) {
                tooMany.add(index);
            }
        }
    }

    /// Nobody is left, but DATA may be under way: a lone dot ends it (RFC 2920 §3.1).
    private void withdraw() throws PeerLost {
        if (data.isPresent() && data.get().code() == 354) {
            var reply = peer.ask(".", "DATA", peer.limits().dataEnd());
            orderly &= reply.isPositive() || reply.isPermanent();
        }
    }

    private void content(InputStream in) throws IOException, PeerLost {
        var sender = new ContentSender(peer, message.content(), in);
        if (message.chunked()) {
            peer.expectSilence("BDAT");
        } else {
            var go = data.isPresent() ? data.get() : start();
            if (go.code() != 354) {
                refuse(go);
                return;
            }
            var early = peer.earlyRefusal();
            if (early.isPresent()) {
                refuse(early.get());
                orderly = false;
                return;
            }
        }
        transferring = true;
        if (transfer(sender)) {
            transferred = true;
            conclude();
            transferring = false;
        }
    }

    private PeerReply start() throws PeerLost {
        var reply = peer.ask("DATA", "DATA", peer.limits().dataStart());
        if (reply.isLeaving()) {
            throw PeerLost.leaving(reply);
        }
        return reply;
    }

    /// A server that has had enough says so and closes: its words are worth more than the failure
    /// to write.
    private boolean transfer(ContentSender sender) throws IOException, PeerLost {
        try {
            if (message.chunked()) {
                sender.chunk();
            } else {
                sender.data();
            }
            return true;
        } catch (PeerLost e) {
            orderly = false;
            refuse(lastWords(e));
            return false;
        }
    }

    private PeerReply lastWords(PeerLost failure) throws PeerLost {
        PeerReply reply;
        try {
            reply = peer.replies().read("the content", peer.limits().quit());
        } catch (PeerLost e) {
            throw failure;
        }
        if (reply.isLeaving()) {
            throw PeerLost.leaving(reply);
        }
        if (!reply.isTransient() && !reply.isPermanent()) {
            throw failure;
        }
        return reply;
    }

    private void conclude() throws PeerLost {
        int replies = peer.isLmtp() ? accepted.size() : 1;
        for (int i = 0; i < replies; i++) {
            var reply = peer.replies().read("the end of the content", peer.limits().dataEnd());
            var outcome = verdicts.concluded(reply);
            var settled = peer.isLmtp() ? accepted.subList(i, i + 1) : accepted;
            settled.forEach(index -> outcomes.put(index, outcome));
            orderly &= !reply.isLeaving() && reply.code() / 100 != 3;
            complete = reply.isPositive();
        }
    }

    /// A reply that is neither a success nor a refusal: who knows which command it was for.
    private void refuse(PeerReply reply) {
        orderly &= reply.isTransient() || reply.isPermanent();
        settle(verdicts.refused(reply));
    }

    private void settle(Outcome outcome) {
        recipients.forEach(index -> outcomes.putIfAbsent(index, outcome));
    }
}
