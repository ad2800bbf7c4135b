package io.staffetta.remote.client;

import io.staffetta.spi.mail.Content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Sends content through a buffer of fixed size; what fits into it in one write. The last octets
/// leave only when the content was read to its end: a message is whole or not sent.
final class ContentSender {

    private static final int BUFFER = 32_768;
    private static final String DURING = "the content";

    private final Peer peer;
    private final long size;
    private final InputStream in;

    ContentSender(Peer peer, Content content, InputStream in) {
        this.peer = peer;
        this.size = content.size();
        this.in = in;
    }

    /// Sends it dot-stuffed, with the final dot.
    ///
    /// @throws IOException if it cannot be read; the connection must be cut then
    void data() throws IOException, PeerLost {
        var stuffer = new DotStuffer();
        // One more, so that the end of small content shows with the first read.
        var block = new byte[(int) Math.min(BUFFER, size + 1)];
        var out = new byte[DotStuffer.room(block.length)];
        long total = 0;
        while (true) {
            int count = in.readNBytes(block, 0, block.length);
            total += count;
            int length = stuffer.stuff(block, count, out, 0);
            if (count < block.length) {
                check(total);
                write(out, stuffer.finish(out, length));
                return;
            }
            write(out, length);
        }
    }

    /// Sends it as one chunk (RFC 3030).
    ///
    /// @throws IOException if it cannot be read; the connection must be cut then
    void chunk() throws IOException, PeerLost {
        var header = ("BDAT " + size + " LAST\r\n").getBytes(StandardCharsets.US_ASCII);
        var block = new byte[header.length + (int) Math.min(BUFFER, size + 1)];
        System.arraycopy(header, 0, block, 0, header.length);
        int at = header.length;
        long total = 0;
        while (true) {
            int count = in.readNBytes(block, at, block.length - at);
            total += count;
            boolean end = count < block.length - at || (total >= size && in.read() < 0);
            if (end || total >= size) {
                check(end ? total : total + 1);
            }
            if (at + count > 0) {
                write(block, at + count);
            }
            if (end) {
                return;
            }
            at = 0;
        }
    }

    private void write(byte[] octets, int length) throws PeerLost {
        peer.link().write(octets, length, DURING, peer.limits().dataBlock());
    }

    private void check(long total) throws IOException {
        if (total != size) {
            throw new IOException("content has not the " + size + " octets it should have");
        }
    }
}
