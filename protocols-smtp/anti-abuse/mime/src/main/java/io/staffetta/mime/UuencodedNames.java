package io.staffetta.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Names of uuencoded files in text.
final class UuencodedNames {

    private static final Pattern BEGIN = Pattern.compile("begin(?:-base64)? [0-7]{3,4} (.+)");
    private static final int MAX_LINE = 500;

    private UuencodedNames() {}

    /// Reads all of a text.
    static void find(InputStream in, Consumer<String> name) throws IOException {
        var line = new byte[MAX_LINE];
        int length = 0;
        var buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    look(line, length, name);
                    length = 0;
                } else if (length < MAX_LINE) {
                    line[length++] = buffer[i];
                }
            }
        }
        look(line, length, name);
    }

    private static void look(byte[] line, int length, Consumer<String> name) {
        if (length > 6 && line[0] == 'b' && line[1] == 'e') {
            var begin = BEGIN.matcher(Octets.text(Arrays.copyOf(line, length)).strip());
            if (begin.matches()) {
                name.accept(begin.group(1));
            }
        }
    }
}
