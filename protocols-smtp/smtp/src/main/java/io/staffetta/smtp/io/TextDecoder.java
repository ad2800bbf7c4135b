package io.staffetta.smtp.io;

/// Reads lines of content, however they are cut into blocks: undoes dot-stuffing and finds the end
/// of data (RFC 5321 §4.5.2), and watches every CR and LF.
///
/// Only CRLF `.` CRLF ends data. A single leading dot is deleted when more follows on the line.
final class TextDecoder {

    /// What has been seen so far.
    enum Status {
        /// More is to come.
        OPEN,
        /// The end of data.
        ENDED,
        /// A CR or LF stood alone where that is not forgiven.
        BARE
    }

    private enum At {
        /// Behind a CRLF, or at the very beginning.
        START,
        /// Behind a line break that was mended: no end of data begins here.
        MENDED,
        /// Within a line.
        TEXT,
        /// Behind a CR within a line.
        CR,
        /// Behind a dot at [#START]; the dot is held back.
        DOT,
        /// Behind a dot at [#MENDED]; the dot is held back.
        MENDED_DOT,
        /// Behind [#DOT] and CR; both are held back.
        DOT_CR,
        /// Behind [#MENDED_DOT] and CR; both are held back.
        MENDED_DOT_CR
    }

    private final boolean dots;
    private final boolean mends;
    private final Sink sink;
    private At at = At.START;
    private Status status = Status.OPEN;

    /// @param dots whether the content is dot-stuffed and ends with a dot
    TextDecoder(boolean dots, BareNewline bareNewline, Sink sink) {
        this.dots = dots;
        this.mends = bareNewline == BareNewline.NORMALIZE;
        this.sink = sink;
    }

    Status status() {
        return status;
    }

    /// Takes a block.
    ///
    /// @return the index behind the last octet that was used
    int feed(byte[] octets, int from, int to) {
        // Octets from here on are content and not written yet.
        int run = from;
        int i = from;
        while (i < to) {
            byte octet = octets[i];
            switch (at) {
                case START, MENDED -> {
                    if (dots && octet == '.') {
                        sink.write(octets, run, i);
                        run = ++i;
                        at = at == At.START ? At.DOT : At.MENDED_DOT;
                    } else {
                        at = At.TEXT;
                    }
                }
                case TEXT -> {
                    i = Scan.breakOrNul(octets, i, to);
                    if (i < to) {
                        octet = octets[i++];
                        if (octet == '\r') {
                            at = At.CR;
                        } else if (octet == 0) {
                            sink.nul();
                        } else if (mends) {
                            sink.write(octets, run, i - 1);
                            sink.endLine();
                            run = i;
                            at = At.MENDED;
                        } else {
                            return bare(i);
                        }
                    }
                }
                case CR -> {
                    if (octet == '\n') {
                        i++;
                        at = At.START;
                    } else if (mends) {
                        sink.write(octets, run, i);
                        sink.endLineAfterCr();
                        run = i;
                        at = At.MENDED;
                    } else {
                        return bare(i);
                    }
                }
                case DOT, MENDED_DOT -> {
                    if (octet == '\r') {
                        run = ++i;
                        at = at == At.DOT ? At.DOT_CR : At.MENDED_DOT_CR;
                    } else if (octet == '\n') {
                        // The only octet of its line: not a stuffed dot.
                        if (!mends) {
                            return bare(i);
                        }
                        run = ++i;
                        dotLine(At.MENDED);
                    } else {
                        at = At.TEXT;
                    }
                }
                case DOT_CR, MENDED_DOT_CR -> {
                    if (octet == '\n' && at == At.DOT_CR) {
                        status = Status.ENDED;
                        return i + 1;
                    } else if (octet == '\n') {
                        run = ++i;
                        dotLine(At.START);
                    } else if (mends) {
                        dotLine(At.MENDED);
                    } else {
                        return bare(i);
                    }
                }
            }
        }
        sink.write(octets, run, to);
        return to;
    }

    /// Takes note that no more octets come: ends the last line if its CRLF is missing.
    void finish() {
        switch (at) {
            case TEXT -> sink.endLine();
            case CR -> {
                if (mends) {
                    sink.endLineAfterCr();
                } else {
                    status = Status.BARE;
                }
            }
            case START, MENDED, DOT, MENDED_DOT, DOT_CR, MENDED_DOT_CR -> {}
        }
    }

    private void dotLine(At next) {
        sink.dot();
        sink.endLine();
        at = next;
    }

    private int bare(int next) {
        status = Status.BARE;
        return next;
    }
}
