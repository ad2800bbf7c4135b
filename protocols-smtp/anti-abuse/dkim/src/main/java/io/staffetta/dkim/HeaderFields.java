package io.staffetta.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.spi.hook.Message;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/// The header section of a message, octet by octet: what hooks are shown has lost the white space
/// before colons and what is no UTF-8.
///
/// @param fields from top to bottom
record HeaderFields(List<RawField> fields) {

    private static final String RECEIVED = "received";

    HeaderFields {
        fields = List.copyOf(fields);
    }

    /// The section of a message with the edits so far, but without the trace field that this server
    /// put on top: no signer has seen it.
    static HeaderFields of(Message message) throws IOException {
        var content = message.content();
        int length = Math.toIntExact(content.size() - message.body().size());
        try (var in = content.open()) {
            var all = parse(new String(in.readNBytes(length), ISO_8859_1));
            long sent = message.receivedHeaders().stream().filter(h -> h.is(RECEIVED)).count();
            return all.named(RECEIVED).count() > sent ? all.withoutFirst(RECEIVED) : all;
        }
    }

    /// Splits a section at every CRLF that does not fold; what has no colon is no field.
    static HeaderFields parse(String section) {
        var fields = new ArrayList<RawField>();
        int start = 0;
        while (start < section.length()) {
            int end = section.indexOf("\r\n", start);
            while (end >= 0 && end + 2 < section.length() && isBlank(section.charAt(end + 2))) {
                end = section.indexOf("\r\n", end + 2);
            }
            int stop = end < 0 ? section.length() : end;
            var text = section.substring(start, stop);
            if (text.indexOf(':') >= 0) {
                fields.add(RawField.of(text));
            }
            start = stop + 2;
        }
        return new HeaderFields(fields);
    }

    /// Those of a name in lower case.
    Stream<RawField> named(String name) {
        return fields.stream().filter(field -> field.name().equals(name));
    }

    /// The fields a list of names means: of several alike, each further mention means the next one
    /// above, and beyond them nothing (RFC 6376 §5.4.2).
    ///
    /// @param names in lower case
    List<RawField> select(List<String> names) {
        var left = new HashMap<String, Deque<RawField>>();
        fields.forEach(
                field -> left.computeIfAbsent(field.name(), _ -> new ArrayDeque<>()).push(field));
        var none = new ArrayDeque<RawField>();
        return names.stream()
                .map(name -> left.getOrDefault(name, none))
                .filter(deque -> !deque.isEmpty())
                .map(Deque::pop)
                .toList();
    }

    private HeaderFields withoutFirst(String name) {
        var left = new ArrayList<>(fields);
        left.remove(named(name).findFirst().orElseThrow());
        return new HeaderFields(left);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
