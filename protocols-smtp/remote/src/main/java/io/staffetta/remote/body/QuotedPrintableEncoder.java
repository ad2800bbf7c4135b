package io.staffetta.remote.body;

/// Quoted-printable (RFC 2045 §6.7). CRLF stays a line break; CR and LF alone are encoded.
final class QuotedPrintableEncoder implements BodyEncoder {

    /// RFC 2045 §6.7 (5): 76 characters with the `=` at the end.
    private static final int LINE = 75;

    private static final byte[] HEX = Edit.ascii("0123456789ABCDEF");

    /// Characters of the line so far.
    private int column;

    /// The first character of the line.
    private int first;

    private boolean carriageReturn;

    /// White space that must be encoded if the line ends after it; -1 for none.
    private int blank = -1;

    @Override
    public void encode(byte[] octets, int length, Octets out) {
        for (int i = 0; i < length; i++) {
            encode(octets[i] & 0xff, out);
        }
    }

    @Override
    public void finish(boolean last, Octets out) {
        if (carriageReturn) {
            literalBlank(out);
            quoted('\r', out);
        }
        quotedBlank(out);
        if (last && column > 0) {
            out.add('=');
            out.addLineEnd();
        }
    }

    private void encode(int octet, Octets out) {
        if (carriageReturn) {
            carriageReturn = false;
            if (octet == '\n') {
                quotedBlank(out);
                out.addLineEnd();
                column = 0;
                return;
            }
            literalBlank(out);
            quoted('\r', out);
        }
        if (octet == '\r') {
            carriageReturn = true;
        } else if (octet == ' ' || octet == '\t') {
            literalBlank(out);
            blank = octet;
        } else {
            literalBlank(out);
            if (octet > ' ' && octet < 127 && octet != '=' && !isRisky(octet)) {
                literal(octet, out);
            } else {
                quoted(octet, out);
            }
        }
    }

    /// No line may come to look like a delimiter between parts.
    private boolean isRisky(int octet) {
        return octet == '-' && ((column == 1 && first == '-') || column == LINE);
    }

    private void literalBlank(Octets out) {
        if (blank >= 0) {
            literal(blank, out);
            blank = -1;
        }
    }

    private void quotedBlank(Octets out) {
        if (blank >= 0) {
            quoted(blank, out);
            blank = -1;
        }
    }

    private void literal(int octet, Octets out) {
        room(1, out);
        put(octet, out);
    }

    private void quoted(int octet, Octets out) {
        room(3, out);
        put('=', out);
        put(HEX[octet >> 4], out);
        put(HEX[octet & 15], out);
    }

    private void room(int characters, Octets out) {
        if (column + characters > LINE) {
            out.add('=');
            out.addLineEnd();
            column = 0;
        }
    }

    private void put(int octet, Octets out) {
        if (column++ == 0) {
            first = octet;
        }
        out.add(octet);
    }
}
