package io.staffetta.mime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Finds the names of uuencoded files in a text while it is read.
final class UuencodedNames extends FilterInputStream {

    private static final Pattern BEGIN = Pattern.compile("begin(?:-base64)? [0-7]{3,4} (.+)");
    private static final int MAX_LINE = 500;

    private final Consumer<String> name;
    private final byte[] line = new byte[MAX_LINE];
    private int length;

    UuencodedNames(InputStream text, Consumer<String> name) {
        super(text);
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] octets, int offset, int most) throws IOException {
        int count = super.read(octets, offset, most);
        for (int i = offset; i < offset + count; i++) {
            if (octets[i] == '\n') {
                look();
            } else if (length < MAX_LINE) {
                line[length++] = octets[i];
            }
        }
        if (count < 0) {
            look();
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void look() {
        if (length > 6 && line[0] == 'b' && line[1] == 'e') {
            var begin = BEGIN.matcher(Octets.text(Arrays.copyOf(line, length)).strip());
            if (begin.matches()) {
                name.accept(begin.group(1));
            }
        }
        length = 0;
    }
}
