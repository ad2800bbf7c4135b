package io.staffetta.remote.client;

import io.staffetta.remote.body.SevenBit;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;

import java.io.IOException;

/// A message as a server can take it.
sealed interface Fitting {

    /// It can be sent in this form.
    ///
    /// @param body what to declare
    /// @param smtpUtf8 whether to ask for SMTPUTF8
    /// @param chunked whether to send it by BDAT
    record Fits(Content content, BodyType body, boolean smtpUtf8, boolean chunked)
            implements Fitting {}

    /// The server cannot take it.
    ///
    /// @param status of class 5
    /// @param reason one line
    record Unfit(EnhancedStatus status, String reason) implements Fitting {}

    /// Finds out how.
    ///
    /// @throws IOException if the content cannot be read
    static Fitting of(Delivery delivery, Peer peer) throws IOException {
        var envelope = delivery.envelope();
        if (envelope.parameters().requireTls() && !keepsRequireTls(peer)) {
            return unfit(7, 30, "REQUIRETLS: " + lacking(peer));
        }
        var scan = ContentScan.of(delivery.content());
        boolean utf8 =
                (envelope.parameters().smtpUtf8() && scan.eightBitHeader())
                        || !isAscii(envelope.reversePath());
        if (utf8 && !peer.offers("SMTPUTF8")) {
            return unfit(6, 7, "the server does not take internationalised mail (SMTPUTF8)");
        }
        boolean addressed =
                peer.offers("SMTPUTF8")
                        && delivery.recipients().stream()
                                .anyMatch(index -> !delivery.recipient(index).mailbox().isAscii());
        return sized(body(delivery, scan, utf8 || addressed, peer), peer);
    }

    private static Fitting body(Delivery delivery, ContentScan scan, boolean utf8, Peer peer)
            throws IOException {
        var content = delivery.content();
        boolean binary =
                scan.binary() && delivery.envelope().parameters().body() == BodyType.BINARY_MIME;
        if (binary && peer.capabilities().takesBinary()) {
            return new Fits(content, BodyType.BINARY_MIME, utf8, true);
        }
        if (binary || (scan.eightBit() && !peer.offers("8BITMIME"))) {
            return converted(content, binary, utf8, peer);
        }
        return new Fits(
                content,
                scan.eightBit() ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
                utf8,
                isChunked(scan, peer));
    }

    private static Fitting converted(Content content, boolean binary, boolean utf8, Peer peer)
            throws IOException {
        var seven = SevenBit.convert(content);
        if (seven.isPresent()) {
            var scan = ContentScan.of(seven.get());
            if (!scan.eightBit() && !(binary && scan.binary())) {
                return new Fits(seven.get(), BodyType.SEVEN_BIT, utf8, isChunked(scan, peer));
            }
        }
        return unfit(
                6,
                3,
                (binary
                                ? "the server does not take binary content (BINARYMIME)"
                                : "the server does not take 8-bit content (8BITMIME)")
                        + ", and it cannot be converted");
    }

    /// Bare line ends are mended by DATA. In LMTP the number of replies to BDAT is written nowhere.
    private static boolean isChunked(ContentScan scan, Peer peer) {
        return peer.offers("CHUNKING") && !peer.isLmtp() && !scan.bareLineEnds();
    }

    private static Fitting sized(Fitting fitting, Peer peer) {
        var max = peer.capabilities().maxSize();
        if (fitting instanceof Fits fits
                && max.isPresent()
                && fits.content().size() > max.getAsLong()) {
            return unfit(
                    3,
                    4,
                    "the message has "
                            + fits.content().size()
                            + " octets, the server takes "
                            + max.getAsLong());
        }
        return fitting;
    }

    /// RFC 8689 §4.2.1; a UNIX socket is no network.
    private static boolean keepsRequireTls(Peer peer) {
        return peer.isLocal() || (peer.isVerified() && peer.offers("REQUIRETLS"));
    }

    private static String lacking(Peer peer) {
        if (peer.isVerified()) {
            return "the server does not promise to require TLS on its part";
        }
        return peer.opening().isHostAssured()
                ? "no TLS connection with a verified certificate"
                : "the server's name comes from DNS without DANE or MTA-STS";
    }

    private static boolean isAscii(ReversePath path) {
        return switch (path) {
            case ReversePath.Null _ -> true;
            case ReversePath.Sender(Mailbox mailbox) -> mailbox.isAscii();
        };
    }

    private static Unfit unfit(int subject, int detail, String reason) {
        return new Unfit(new EnhancedStatus(5, subject, detail), reason);
    }
}
