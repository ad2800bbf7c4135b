package io.staffetta.mime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Names inside of a ZIP archive, wherever in the octets it begins. Nothing is inflated, so no
/// archive can be larger than the message.
final class ZipNames {

    private static final int CENTRAL = 0x504B0102;
    private static final int LOCAL = 0x504B0304;
    private static final int MAX_NAME = 1024;
    private static final int REST = 42;
    private static final byte[] NOTHING = new byte[0];

    private ZipNames() {}

    /// Reads all of an attachment.
    ///
    /// @param limit the most names to find
    /// @return whether there were no more
    static boolean find(InputStream attachment, int limit, Consumer<String> name)
            throws IOException {
        var in = new BufferedInputStream(attachment);
        int count = 0;
        int window = 0;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            window = window << 8 | octet;
            if (window != CENTRAL && window != LOCAL) {
                continue;
            }
            // What looks like a record need not be one: the search goes on right behind its
            // signature.
            in.mark(REST + MAX_NAME);
            var found = name(in, window == CENTRAL ? 42 : 26, window == CENTRAL ? 24 : 22);
            in.reset();
            if (found.length > 0) {
                if (++count > limit) {
                    return false;
                }
                name.accept(Octets.text(found));
            }
        }
        return true;
    }

    /// Behind the signature: the rest of the record, whose length field has two octets, and the
    /// name.
    private static byte[] name(InputStream in, int record, int at) throws IOException {
        var rest = in.readNBytes(record);
        if (rest.length < record) {
            return NOTHING;
        }
        int length = (rest[at] & 0xFF) | (rest[at + 1] & 0xFF) << 8;
        return length <= MAX_NAME ? in.readNBytes(length) : NOTHING;
    }
}
