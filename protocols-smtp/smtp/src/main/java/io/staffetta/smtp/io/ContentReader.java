package io.staffetta.smtp.io;

import java.io.IOException;

/// Reads the content of messages. Content that is too large is read to its real end, up to a limit,
/// so that the client hears why (RFC 5321 §4.5.3.1.10).
public final class ContentReader {

    private final Input input;
    private final BareNewline bareNewline;
    private final Pace pace;
    private final long discard;

    /// @param pace how fast content must come
    /// @param discard octets that are read only to be dropped
    public ContentReader(Input input, BareNewline bareNewline, Pace pace, long discard) {
        this.input = input;
        this.bareNewline = bareNewline;
        this.pace = pace;
        this.discard = discard;
    }

    /// Reads what follows DATA, up to the end of data.
    ///
    /// @throws java.io.EOFException if the client goes away before
    /// @throws java.net.SocketTimeoutException if it is too slow
    public Ending data(Sink sink) throws IOException {
        var decoder = new TextDecoder(true, bareNewline, sink);
        var meter = pace.start(input);
        while (true) {
            if (!input.isPending()) {
                input.fillContent(meter.next());
            }
            int from = input.position();
            int next = decoder.feed(input.octets(), from, input.limit());
            input.position(next);
            meter.passed(next - from);
            switch (decoder.status()) {
                case ENDED -> {
                    return Ending.COMPLETE;
                }
                case BARE -> {
                    return Ending.BARE;
                }
                case OPEN -> {
                    if (sink.excess() > discard) {
                        return Ending.EXCESSIVE;
                    }
                }
            }
        }
    }

    /// Reads what follows BDAT.
    ///
    /// @param size octets of the chunk
    public Ending chunk(long size, Chunks chunks) throws IOException {
        if (chunks.sink().excess() > discard || size - discard > chunks.sink().maxSize()) {
            return Ending.EXCESSIVE;
        }
        var meter = pace.start(input);
        long left = size;
        while (left > 0) {
            int count = available(left, meter);
            int from = input.position();
            input.position(from + count);
            if (!chunks.feed(input.octets(), from, from + count)) {
                return Ending.BARE;
            }
            left -= count;
        }
        return Ending.COMPLETE;
    }

    /// Reads a chunk that nobody wants.
    ///
    /// @param size octets of the chunk
    public Ending skip(long size) throws IOException {
        if (size > discard) {
            return Ending.EXCESSIVE;
        }
        var meter = pace.start(input);
        long left = size;
        while (left > 0) {
            int count = available(left, meter);
            input.position(input.position() + count);
            left -= count;
        }
        return Ending.COMPLETE;
    }

    private int available(long most, Pace.Meter meter) throws IOException {
        if (!input.isPending()) {
            input.fillContent(meter.next());
        }
        int count = (int) Math.min(most, input.limit() - input.position());
        meter.passed(count);
        return count;
    }
}
