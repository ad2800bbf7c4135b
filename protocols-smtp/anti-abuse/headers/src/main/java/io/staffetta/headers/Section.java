package io.staffetta.headers;

import io.staffetta.spi.hook.Message;
import io.staffetta.spi.mail.Header;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The header section as the client sent it.
///
/// @param fields its fields
/// @param whole whether an empty line ends it
record Section(List<Header> fields, boolean whole) {

    /// Reads it. The kernel ends a section early where a line is no field; then no empty line
    /// stands before what it takes for the body.
    static Section of(Message message) throws IOException {
        var content = message.content();
        long before = content.size() - message.body().size();
        try (var in = content.open()) {
            in.skipNBytes(Math.max(0, before - 4));
            var end = in.readNBytes((int) Math.min(4, before));
            boolean whole =
                    end.length == 4
                            && end[0] == '\r'
                            && end[1] == '\n'
                            && end[2] == '\r'
                            && end[3] == '\n';
            return new Section(message.receivedHeaders(), whole || message.body().size() == 0);
        }
    }

    /// All fields of a name.
    List<Header> all(String name) {
        return fields.stream().filter(field -> field.is(name)).toList();
    }

    /// The first of a name.
    Optional<Header> first(String name) {
        return fields.stream().filter(field -> field.is(name)).findFirst();
    }
}
