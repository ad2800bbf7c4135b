package io.staffetta.remote.body;

/// Puts `?` in the place of what is not ASCII, and breaks long lines.
final class ClearingEncoder implements BodyEncoder {

    private static final int LINE = 900;

    private int column;
    private boolean carriageReturn;

    @Override
    public void encode(byte[] octets, int length, Octets out) {
        for (int i = 0; i < length; i++) {
            encode(octets[i], out);
        }
    }

    @Override
    public void finish(boolean last, Octets out) {
        if (carriageReturn) {
            put('?', out);
        }
        if (last && column > 0) {
            out.addLineEnd();
        }
    }

    private void encode(byte octet, Octets out) {
        if (carriageReturn) {
            carriageReturn = false;
            if (octet == '\n') {
                out.addLineEnd();
                column = 0;
                return;
            }
            put('?', out);
        }
        if (octet == '\r') {
            carriageReturn = true;
        } else {
            put(octet <= 0 || octet == '\n' ? '?' : octet, out);
        }
    }

    private void put(int octet, Octets out) {
        if (column == LINE) {
            out.addLineEnd();
            // With the blank it is no delimiter, whatever comes.
            out.add(' ');
            column = 1;
        }
        if (column == 0 && octet == '-') {
            // What is cleared must not become a delimiter.
            out.add(' ');
            column++;
        }
        out.add(octet);
        column++;
    }
}
