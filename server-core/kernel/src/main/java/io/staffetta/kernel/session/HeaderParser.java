package io.staffetta.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the fields at the start of a message (RFC 5322 §2.2, with the space before the colon that
/// §4.5 allows).
final class HeaderParser {

    private static final int MAX_NAME = 998;
    private static final int NONE = -1;
    private static final int UNDECIDED = -2;

    private final byte[] octets;
    private final boolean all;
    private final List<HeaderLine.Received> lines = new ArrayList<>();

    /// @param all whether these octets are the whole message
    HeaderParser(byte[] octets, boolean all) {
        this.octets = octets;
        this.all = all;
    }

    /// The section; empty if more octets are needed.
    Optional<HeaderSection> parse() {
        int at = 0;
        while (true) {
            if (at == octets.length) {
                return all ? section(at, 0) : Optional.empty();
            }
            if (octets[at] == '\r') {
                if (at + 1 == octets.length && !all) {
                    return Optional.empty();
                }
                boolean empty = at + 1 < octets.length && octets[at + 1] == '\n';
                return section(at, empty ? 2 : 0);
            }
            int end = fieldEnd(at);
            if (end == UNDECIDED) {
                return Optional.empty();
            }
            if (end == NONE || !addField(at, end)) {
                return section(at, 0);
            }
            at = end;
        }
    }

    /// Behind the CRLF that ends the field, folding included; [#NONE] if a line of it is broken.
    private int fieldEnd(int start) {
        int i = start;
        while (i < octets.length) {
            byte octet = octets[i];
            if (octet == '\n') {
                return NONE;
            }
            if (octet == '\r') {
                if (i + 1 < octets.length && octets[i + 1] != '\n') {
                    return NONE;
                }
                if (i + 2 >= octets.length) {
                    return !all ? UNDECIDED : i + 2 == octets.length ? i + 2 : NONE;
                }
                if (!isBlank(octets[i + 2])) {
                    return i + 2;
                }
                i++;
            }
            i++;
        }
        return all ? NONE : UNDECIDED;
    }

    private boolean addField(int start, int end) {
        int nameEnd = start;
        while (octets[nameEnd] > 32 && octets[nameEnd] < 127 && octets[nameEnd] != ':') {
            nameEnd++;
        }
        int colon = nameEnd;
        while (isBlank(octets[colon])) {
            colon++;
        }
        boolean isField = octets[colon] == ':' && nameEnd > start && nameEnd - start <= MAX_NAME;
        if (isField) {
            lines.add(new HeaderLine.Received(octets, start, nameEnd, colon, end));
        }
        return isField;
    }

    private Optional<HeaderSection> section(int length, int separator) {
        boolean startsFolded = length == 0 && octets.length > 0 && isBlank(octets[0]);
        return Optional.of(new HeaderSection(lines, length, separator, startsFolded));
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
