package io.staffetta.kernel.dkim;

import io.staffetta.spi.mail.Domain;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The keys of a domain as text: a line each with selector, algorithm, bits, state and the times of
/// making, activation and retirement (`-` for none), between a first line that names the form and a
/// last one that tells how many there are.
final class KeyList {

    private static final String FORM = "staffetta-dkim 1";
    private static final String NONE = "-";

    private KeyList() {}

    static String format(List<StoredKey> keys) {
        var text = new StringBuilder(FORM).append('\n');
        for (var key : keys) {
            text.append(
                    "%s %s %d %s %s %s %s\n"
                            .formatted(
                                    key.selector(),
                                    key.algorithm().tag(),
                                    key.bits(),
                                    key.state().word(),
                                    key.created(),
                                    time(key.activated()),
                                    time(key.retired())));
        }
        return text.append("end ").append(keys.size()).append('\n').toString();
    }

    /// @throws IOException if it is something else; with one line
    static List<StoredKey> parse(Domain domain, String text) throws IOException {
        var lines = text.lines().toList();
        if (lines.size() < 2
                || !lines.getFirst().equals(FORM)
                || !lines.getLast().equals("end " + (lines.size() - 2))) {
            throw new IOException("its first or its last line is not what it should be");
        }
        var keys = new ArrayList<StoredKey>();
        for (int i = 1; i < lines.size() - 1; i++) {
            try {
                keys.add(key(domain, lines.get(i).split(" ", -1)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IOException("its line " + (i + 1) + " is not what it should be", e);
            }
        }
        return List.copyOf(keys);
    }

    private static StoredKey key(Domain domain, String[] words) {
        if (words.length != 7) {
            throw new IllegalArgumentException("not seven words");
        }
        return new StoredKey(
                domain,
                new Selector(words[0]),
                KeyAlgorithm.ofTag(words[1]),
                Integer.parseInt(words[2]),
                KeyState.valueOf(words[3].toUpperCase(Locale.ROOT)),
                Instant.parse(words[4]),
                time(words[5]),
                time(words[6]));
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(NONE);
    }

    private static Optional<Instant> time(String word) {
        return word.equals(NONE) ? Optional.empty() : Optional.of(Instant.parse(word));
    }
}
