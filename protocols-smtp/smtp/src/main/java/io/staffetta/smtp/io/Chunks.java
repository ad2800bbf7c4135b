package io.staffetta.smtp.io;

/// The content of one message that comes by BDAT (RFC 3030), chunk after chunk.
public final class Chunks {

    private final Sink sink;
    private final TextDecoder text;
    private final boolean binary;
    private int count;

    /// @param binary whether the content has no lines, as BODY=BINARYMIME says
    public Chunks(Sink sink, boolean binary, BareNewline bareNewline) {
        this.sink = sink;
        this.binary = binary;
        this.text = new TextDecoder(false, bareNewline, sink);
    }

    /// What was received.
    public Sink sink() {
        return sink;
    }

    /// Counts a chunk; returns how many there were.
    public int begin() {
        return ++count;
    }

    /// Takes note that the last chunk is complete.
    ///
    /// @return false if it ends within a line break
    public boolean finish() {
        if (!binary) {
            text.finish();
        }
        return text.status() == TextDecoder.Status.OPEN;
    }

    /// Takes octets; returns false if a CR or LF stands alone where that is not forgiven.
    boolean feed(byte[] octets, int from, int to) {
        if (binary) {
            sink.write(octets, from, to);
            return true;
        }
        text.feed(octets, from, to);
        return text.status() == TextDecoder.Status.OPEN;
    }
}
