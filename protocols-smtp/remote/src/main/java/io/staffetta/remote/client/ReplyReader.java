package io.staffetta.remote.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;

/// Reads replies (RFC 5321 §4.2) from servers that may say anything for any length of time.
final class ReplyReader {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);
    private static final int TYPICAL_LINE = 128;

    private final Link link;
    private final int maxLine;
    private final int maxLines;
    private byte[] line = new byte[TYPICAL_LINE];

    ReplyReader(Link link, ClientLimits limits) {
        this.link = link;
        this.maxLine = limits.replyLine();
        this.maxLines = limits.replyLines();
    }

    /// Reads one reply, all its lines within the limit.
    ///
    /// @param during what is under way
    PeerReply read(String during, Duration limit) throws PeerLost {
        long deadline = System.nanoTime() + limit.toNanos();
        var lines = new ArrayList<String>(2);
        int code = 0;
        while (true) {
            var text = readLine(during, limit, deadline);
            int next = code(text);
            if (next == 0 || (code != 0 && next != code)) {
                throw PeerLost.nonsense(during, "not a reply: " + clip(text));
            }
            code = next;
            lines.add(text.length() > 4 ? text.substring(4) : "");
            if (text.length() == 3 || text.charAt(3) == ' ') {
                var reply = new PeerReply(code, lines);
                LOG.atTrace().addArgument(reply::text).log("S: {}");
                return reply;
            }
            if (lines.size() >= maxLines) {
                throw PeerLost.nonsense(during, "a reply of more than " + maxLines + " lines");
            }
        }
    }

    private String readLine(String during, Duration limit, long deadline) throws PeerLost {
        int length = 0;
        while (true) {
            byte octet = link.next(during, limit, deadline);
            if (octet == '\n') {
                break;
            }
            if (length == maxLine) {
                throw PeerLost.nonsense(during, "a reply line of more than " + maxLine + " octets");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(maxLine, 2 * length));
            }
            line[length++] = octet;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        for (int i = 0; i < length; i++) {
            if (line[i] < ' ' || line[i] == 127) {
                line[i] = (byte) (line[i] == '\t' ? ' ' : '?');
            }
        }
        return new String(line, 0, length, StandardCharsets.US_ASCII);
    }

    /// The code of a line; 0 if it has none.
    private static int code(String text) {
        if (text.length() < 3 || (text.length() > 3 && " -".indexOf(text.charAt(3)) < 0)) {
            return 0;
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            code = 10 * code + digit - '0';
        }
        return code >= 200 && code < 600 ? code : 0;
    }

    private static String clip(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}
