package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.Excerpt;
import io.staffetta.kernel.admin.MessagePart;
import io.staffetta.kernel.admin.QueueAdministration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The first octets of a part of a message.
///
/// @param octets not to be changed
/// @param cut whether the part has more
record Octets(byte[] octets, boolean cut) {

    /// @param limit how many at most, more than zero
    static Octets read(QueueAdministration queue, String id, MessagePart part, int limit) {
        var out = new ByteArrayOutputStream();
        try {
            boolean cut = copy(queue, id, part, limit, out);
            return new Octets(out.toByteArray(), cut);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies octets as they are, a bounded number at a time.
    ///
    /// @return whether the part has more
    static boolean copy(
            QueueAdministration queue, String id, MessagePart part, int limit, OutputStream out)
            throws IOException {
        int copied = 0;
        while (true) {
            int next = Math.min(limit - copied, Excerpt.MAX_OCTETS);
            var excerpt = queue.content(id, part, copied, next);
            out.write(excerpt.octets());
            copied += excerpt.octets().length;
            if (!excerpt.more() || copied >= limit || excerpt.octets().length == 0) {
                return excerpt.more();
            }
        }
    }

    /// As text; octets that are no UTF-8 become U+FFFD.
    String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /// As text, if that loses nothing.
    Optional<String> exactText() {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
