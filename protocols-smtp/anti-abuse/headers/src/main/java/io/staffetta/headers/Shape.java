package io.staffetta.headers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.mail.Header;

import java.util.List;
import java.util.function.BiConsumer;

/// Size, length and octets of the fields.
final class Shape {

    private final int maxFields;
    private final int maxFieldSize;
    private final int maxSize;
    private final int maxLine;

    Shape(HeadersSettings settings) {
        this.maxFields = settings.maxFields().orElseThrow();
        this.maxFieldSize = settings.maxFieldSize().orElseThrow();
        this.maxSize = settings.maxSize().orElseThrow();
        this.maxLine = settings.maxLine().orElseThrow();
    }

    /// @param utf8 whether the client declared SMTPUTF8
    void check(Section section, boolean utf8, BiConsumer<Rule, String> broken) {
        var fields = section.fields();
        if (fields.size() > maxFields) {
            broken.accept(
                    Rule.COUNT,
                    "%d header fields, %d are allowed".formatted(fields.size(), maxFields));
        }
        if (!section.whole()) {
            broken.accept(Rule.MALFORMED, "a line of the header section is no header field");
        }
        checkSizes(fields, broken);
        for (var field : fields) {
            checkOctets(field, utf8, broken);
        }
    }

    private void checkSizes(List<Header> fields, BiConsumer<Rule, String> broken) {
        long total = 0;
        for (var field : fields) {
            int size = octets(field.name() + ":" + field.value()) + 2;
            total += size;
            if (size > maxFieldSize) {
                broken.accept(
                        Rule.SIZE,
                        "%s has more than %d octets".formatted(field.name(), maxFieldSize));
            }
        }
        if (total > maxSize) {
            broken.accept(Rule.SIZE, "the header section has more than " + maxSize + " octets");
        }
    }

    private void checkOctets(Header field, boolean utf8, BiConsumer<Rule, String> broken) {
        var text = field.name() + ":" + field.value();
        if (text.indexOf('\0') >= 0) {
            broken.accept(Rule.NUL, field.name() + " has a NUL");
        }
        if (!utf8 && text.chars().anyMatch(c -> c > 127)) {
            broken.accept(
                    Rule.EIGHT_BIT,
                    field.name() + " has characters that are not ASCII, without SMTPUTF8");
        } else if (text.indexOf('\uFFFD') >= 0) {
            broken.accept(Rule.EIGHT_BIT, field.name() + " is not UTF-8");
        }
        for (int from = 0; from <= text.length(); ) {
            int end = text.indexOf("\r\n", from);
            int to = end < 0 ? text.length() : end;
            if (octets(text.substring(from, to)) > maxLine) {
                broken.accept(
                        Rule.LINE_LENGTH,
                        "%s has a line of more than %d octets".formatted(field.name(), maxLine));
            }
            from = to + 2;
        }
    }

    private static int octets(String text) {
        return text.getBytes(UTF_8).length;
    }
}
