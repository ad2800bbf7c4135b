package io.staffetta.remote.body;

import java.util.List;

/// A message or a part of one while it is read: the octets of it that need a change, and the
/// changes.
final class Entity {

    /// Where in an entity the reader is.
    enum Place {
        HEADER,
        /// In a body that is not taken apart.
        BODY,
        /// In a part that is a message.
        MESSAGE,
        PREAMBLE,
        PARTS,
        EPILOGUE
    }

    private final HeaderSection header = new HeaderSection();
    private final boolean message;
    private final MediaType byDefault;
    private MediaType type = MediaType.PLAIN;
    private Place place = Place.HEADER;

    /// Where the place begins.
    private long begin;

    /// Of the octets in it, those of its parts included.
    private boolean eightBit;

    private boolean odd;

    /// What is before or after the parts needs a change.
    private boolean litter;

    /// Readers may not agree on what is in it.
    private boolean unclear;

    private boolean edited;

    /// @param message whether it is a message, not a part
    /// @param byDefault without a `Content-Type`
    Entity(boolean message, MediaType byDefault) {
        this.message = message;
        this.byDefault = byDefault;
    }

    Place place() {
        return place;
    }

    /// Whether delimiters are to be looked for.
    boolean hasParts() {
        return switch (place) {
            case PREAMBLE, PARTS, EPILOGUE -> true;
            case HEADER, BODY, MESSAGE -> false;
        };
    }

    String boundary() {
        return type.boundary();
    }

    /// Whether a line that begins with `--` begins like a delimiter of it.
    boolean isLike(String line) {
        return hasParts() && line.startsWith(type.boundary(), 2);
    }

    /// A new part. Those of a digest are messages (RFC 2046 §5.1.5).
    Entity part() {
        place = Place.PARTS;
        return new Entity(
                false, type.subtype().equals("digest") ? MediaType.MESSAGE : MediaType.PLAIN);
    }

    /// Takes a line of the header section.
    ///
    /// @return false if the line cannot be sent, which nothing can change
    boolean header(LineScanner line) {
        header.add(line);
        return !line.isEightBit() && !line.isOdd();
    }

    /// The line is the empty one after the header section.
    ///
    /// @param divisible whether it may be taken apart
    void body(LineScanner line, boolean divisible) {
        header.end(line.start());
        type = header.type(byDefault);
        begin = line.end();
        unclear |= !header.isClear();
        place = divisible && !unclear ? place(header.encoding()) : Place.BODY;
    }

    private Place place(TransferEncoding encoding) {
        if (encoding == TransferEncoding.ENCODED) {
            return Place.BODY;
        }
        if (type.isMessage()) {
            return Place.MESSAGE;
        }
        return type.isMultipart() && !type.isSealed() && !type.boundary().isEmpty()
                ? Place.PREAMBLE
                : Place.BODY;
    }

    /// Takes a line of a body, or of what is before or after parts.
    void note(LineScanner line) {
        eightBit |= line.isEightBit();
        odd |= line.isOdd();
        litter |= hasParts() && (line.isEightBit() || line.isOdd());
    }

    /// Readers may not agree on this.
    void doubt() {
        unclear = true;
    }

    /// The first delimiter: ends what is before the parts.
    void endPreamble(long end, List<Edit> edits) {
        if (place == Place.PREAMBLE) {
            clear(end, false, edits);
        }
    }

    /// The closing delimiter.
    void beginEpilogue(LineScanner line) {
        // Without a part in it is not a multipart (RFC 2046 §5.1.1).
        unclear |= place == Place.PREAMBLE;
        place = Place.EPILOGUE;
        begin = line.end();
    }

    /// Ends it.
    ///
    /// @param end where the body ends
    /// @param last whether that is the end of the content
    /// @return false if it needs changes that cannot be made
    boolean end(long end, boolean last, List<Edit> edits) {
        switch (place) {
            case HEADER -> header.end(end);
            case BODY -> {
                if (eightBit || odd) {
                    return encode(end, last, edits);
                }
            }
            case MESSAGE -> {}
            case PREAMBLE, PARTS -> unclear = true;
            case EPILOGUE -> clear(end, last, edits);
        }
        if (unclear && (eightBit || odd)) {
            return false;
        }
        if (edited) {
            label(edits);
        }
        return true;
    }

    /// What one inside it means for it.
    void include(Entity inner) {
        eightBit |= inner.eightBit;
        odd |= inner.odd;
        edited |= inner.edited;
        // Some readers look for the end of a header section beyond the delimiter.
        unclear |= inner.place == Place.HEADER && !inner.message;
    }

    private boolean encode(long end, boolean last, List<Edit> edits) {
        if (unclear || type.isComposite() || header.encoding() == TransferEncoding.ENCODED) {
            return false;
        }
        var encoding = type.isText() ? BodyEncoding.QUOTED_PRINTABLE : BodyEncoding.BASE64;
        // RFC 1428 §3.
        var missing =
                eightBit && !header.hasType()
                        ? "Content-Type: text/plain; charset=unknown-8bit\r\n"
                        : "";
        edits.add(header.withEncoding(version() + missing, encoding.label()));
        edits.add(new Edit.Encode(begin, end, encoding, last));
        edited = true;
        return true;
    }

    /// The encoding of what holds something that was changed.
    private void label(List<Edit> edits) {
        if (header.encoding() == TransferEncoding.EIGHT_BIT) {
            edits.add(header.withEncoding(version(), "7bit"));
        } else if (!version().isEmpty()) {
            edits.add(Edit.insert(header.end(), version()));
        }
    }

    private String version() {
        return message && !header.hasVersion() ? "MIME-Version: 1.0\r\n" : "";
    }

    private void clear(long end, boolean last, List<Edit> edits) {
        if (litter) {
            edits.add(new Edit.Encode(begin, end, BodyEncoding.CLEARED, last));
            edited = true;
            litter = false;
        }
    }
}
