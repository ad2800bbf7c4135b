package io.staffetta.kernel.admin;

import io.staffetta.spi.mail.Content;

import java.io.IOException;

/// Some octets of a message.
///
/// @param octets not to be changed
/// @param more whether others follow
public record Excerpt(byte[] octets, boolean more) {

    /// The most octets of one excerpt.
    public static final int MAX_OCTETS = 1024 * 1024;

    /// @throws IllegalArgumentException if the range makes no sense
    static Excerpt of(Content content, MessagePart part, long from, int limit) throws IOException {
        if (from < 0 || limit < 1 || limit > MAX_OCTETS) {
            throw new IllegalArgumentException(
                    "an excerpt has 1 to %d octets".formatted(MAX_OCTETS));
        }
        long end =
                switch (part) {
                    case HEADERS -> HeaderEnd.of(content);
                    case CONTENT -> content.size();
                };
        if (from >= end) {
            return new Excerpt(new byte[0], false);
        }
        try (var in = content.open()) {
            in.skipNBytes(from);
            var octets = in.readNBytes((int) Math.min(limit, end - from));
            return new Excerpt(octets, from + octets.length < end);
        }
    }
}
