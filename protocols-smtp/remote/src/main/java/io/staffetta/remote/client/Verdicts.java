package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Outcome.Handover;

import java.util.Optional;

/// What replies, and their absence, mean for recipients.
///
/// @param peer who replies
record Verdicts(Peer peer) {

    /// The reply to a command that concerns all recipients, and is no success.
    Outcome refused(PeerReply reply) {
        return reply.isPermanent()
                ? new Outcome.Failed(reply.status(), reply.text(), mta())
                : deferred(
                        reply.isTransient() ? reply.status() : new EnhancedStatus(4, 5, 0), reply);
    }

    /// The reply to RCPT, which is no success. A 552 means "too many recipients" (RFC 5321
    /// §4.5.3.1.10).
    Outcome recipientRefused(PeerReply reply) {
        if (reply.code() != 552) {
            return refused(reply);
        }
        return deferred(
                StatusText.parse(reply.lines().getFirst(), 5)
                        .map(said -> new EnhancedStatus(4, said.subject(), said.detail()))
                        .orElse(new EnhancedStatus(4, 5, 3)),
                reply);
    }

    /// Whether a reply to RCPT means that this recipient may come in another transaction.
    static boolean isTooMany(PeerReply reply) {
        return (reply.code() == 452 || reply.code() == 552)
                && StatusText.parse(reply.lines().getFirst(), reply.code() / 100)
                        .map(said -> said.subject() == 5 && said.detail() == 3)
                        .orElse(true);
    }

    /// The reply to the content.
    Outcome concluded(PeerReply reply) {
        return reply.isPositive()
                ? new Outcome.Delivered(reply.text(), mta(), handover())
                : refused(reply);
    }

    /// The connection broke before the content was handed over.
    Outcome lost(PeerLost failure) {
        return new Outcome.Deferred(
                failure.status(),
                words(failure),
                failure.isSaid() ? mta() : Optional.empty(),
                true);
    }

    /// The connection broke when the server had all of the content and had not yet replied. Not
    /// called unreachable: another server tried at once would make a second copy likely.
    Outcome lostAtEnd(PeerLost failure) {
        return new Outcome.Deferred(
                failure.status(),
                words(failure) + "; the message may have been delivered all the same",
                Optional.empty(),
                false);
    }

    private Outcome deferred(EnhancedStatus status, PeerReply reply) {
        return new Outcome.Deferred(status, reply.text(), mta(), reply.isLeaving());
    }

    private String words(PeerLost failure) {
        return failure.isSaid()
                ? failure.reason()
                : peer.opening().nextHop().host() + ": " + failure.reason();
    }

    private Handover handover() {
        if (peer.isLmtp()) {
            return Handover.FINAL;
        }
        return peer.offers("DSN") ? Handover.RELAYED : Handover.RELAYED_WITHOUT_DSN;
    }

    private Optional<String> mta() {
        return Optional.of(peer.opening().nextHop().host());
    }
}
