package io.staffetta.remote.body;

import java.util.Locale;

/// What matters of the header section of a message or part.
final class HeaderSection {

    /// Octets of a field that is looked at.
    private static final int FIELD = 16 << 10;

    private boolean clear = true;
    private boolean version;
    private Field type = Field.NONE;
    private Field encoding = Field.NONE;
    private Field current = Field.NONE;
    private long end;

    /// Takes the next line.
    void add(LineScanner line) {
        end = line.end();
        var text = line.text();
        if (text.startsWith(" ") || text.startsWith("\t")) {
            // Some take a line of blanks for the end.
            clear &= current != Field.NONE && !text.isBlank();
            current.fold(text, end);
        } else {
            begin(text, line.start());
        }
        clear &= current.value.length() <= FIELD;
    }

    /// Ends it: by the empty line that begins there, or because nothing more comes.
    void end(long offset) {
        end = offset;
    }

    /// Whether it can be understood: every line belongs to a field, and no field that tells how to
    /// read the body stands there twice.
    boolean isClear() {
        return clear;
    }

    /// Where it ends: fields can be added there.
    long end() {
        return end;
    }

    boolean hasVersion() {
        return version;
    }

    boolean hasType() {
        return type != Field.NONE;
    }

    /// @param otherwise if there is no field
    MediaType type(MediaType otherwise) {
        return hasType() ? MediaType.parse(type.value.toString()) : otherwise;
    }

    TransferEncoding encoding() {
        return TransferEncoding.parse(encoding.value.toString());
    }

    /// The edit that makes it say another encoding, with more lines before it.
    Edit withEncoding(String before, String name) {
        var field = "Content-Transfer-Encoding: " + name + "\r\n";
        return encoding == Field.NONE
                ? Edit.insert(end, before + field)
                : new Edit.Replace(encoding.from, encoding.to, Edit.ascii(before + field));
    }

    private void begin(String text, long start) {
        int colon = text.indexOf(':');
        var name = colon < 0 ? "" : text.substring(0, colon).stripTrailing();
        current = new Field(colon < 0 ? "" : text.substring(colon + 1), start, end);
        clear &= !name.isEmpty() && name.chars().allMatch(c -> c > 32 && c < 127);
        switch (name.toLowerCase(Locale.ROOT)) {
            case "mime-version" -> version = true;
            case "content-type" -> {
                clear &= type == Field.NONE;
                type = current;
            }
            case "content-transfer-encoding" -> {
                clear &= encoding == Field.NONE;
                encoding = current;
            }
            default -> {}
        }
    }

    private static final class Field {

        static final Field NONE = new Field("", 0, 0);

        private final StringBuilder value;
        private final long from;
        private long to;

        Field(String value, long from, long to) {
            this.value = new StringBuilder(value);
            this.from = from;
            this.to = to;
        }

        void fold(String text, long end) {
            if (this != NONE && value.length() <= FIELD) {
                value.append(text);
                to = end;
            }
        }
    }
}
