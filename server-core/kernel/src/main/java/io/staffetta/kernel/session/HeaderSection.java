package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Content;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The header section of a message as it was received. It ends at the empty line, at the end of the
/// message, or before a line that is no field: what follows is body, and stays where it is.
///
/// @param lines its fields
/// @param length its octets, without the empty line
/// @param separator the octets of the empty line: 2, or 0 if there is none
/// @param startsFolded whether the message starts with white space: a field put in front of it
///   would swallow the line
record HeaderSection(
        List<HeaderLine.Received> lines, int length, int separator, boolean startsFolded) {

    private static final int FIRST_READ = 4096;

    HeaderSection {
        lines = List.copyOf(lines);
    }

    /// Reads no more of a message than needed.
    ///
    /// @param limit the most octets the section may have
    /// @return the section; empty if it is longer
    static Optional<HeaderSection> read(Content content, int limit) throws IOException {
        try (var in = content.open()) {
            int wanted = Math.min(FIRST_READ, limit + 2);
            byte[] octets = in.readNBytes(wanted);
            while (true) {
                boolean all = octets.length < wanted;
                var section = new HeaderParser(octets, all).parse();
                if (section.isPresent()) {
                    return section.filter(found -> found.length() <= limit);
                }
                if (wanted == limit + 2) {
                    return Optional.empty();
                }
                wanted = (int) Math.min(limit + 2L, wanted * 4L);
                byte[] more = in.readNBytes(wanted - octets.length);
                int had = octets.length;
                octets = Arrays.copyOf(octets, had + more.length);
                System.arraycopy(more, 0, octets, had, more.length);
            }
        }
    }

    /// How many fields have that name.
    long count(String name) {
        return lines.stream().filter(line -> line.is(name)).count();
    }

    /// Where the body starts.
    int bodyStart() {
        return length + separator;
    }
}
