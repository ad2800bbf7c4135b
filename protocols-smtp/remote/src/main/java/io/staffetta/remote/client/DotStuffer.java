package io.staffetta.remote.client;

/// Makes content transparent for DATA (RFC 5321 §4.5.2). What leaves here has no CR or LF but in
/// CRLF, so that no server can see an end of the message where we see none.
final class DotStuffer {

    private boolean lineStart = true;
    private boolean cr;

    /// How many octets may come out of so many, the end included.
    static int room(int octets) {
        return 2 * octets + 7;
    }

    /// Stuffs some octets.
    ///
    /// @param at where to write in `out`
    /// @return where the next octet goes
    int stuff(byte[] in, int count, byte[] out, int at) {
        int to = at;
        for (int i = 0; i < count; i++) {
            byte octet = in[i];
            if (octet == '\n') {
                to = endLine(out, to);
                continue;
            }
            if (cr) {
                to = endLine(out, to);
            }
            if (octet == '\r') {
                cr = true;
                continue;
            }
            if (lineStart && octet == '.') {
                out[to++] = '.';
            }
            lineStart = false;
            out[to++] = octet;
        }
        return to;
    }

    /// Ends the last line and the content.
    int finish(byte[] out, int at) {
        int to = cr || !lineStart ? endLine(out, at) : at;
        out[to++] = '.';
        out[to++] = '\r';
        out[to++] = '\n';
        return to;
    }

    private int endLine(byte[] out, int at) {
        out[at] = '\r';
        out[at + 1] = '\n';
        cr = false;
        lineStart = true;
        return at + 2;
    }
}
