package io.staffetta.patterns;

import com.google.re2j.Pattern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A file as Postfix' `header_checks` and `body_checks` have it (regexp_table(5)): lines of
/// `/pattern/flags ACTION text`, `!/pattern/` where it must not match, `#` for comments, white
/// space at the start of a line that continues the one before. Flags `i`, `m` and `s`; as there,
/// case is ignored unless `i` turns that off.
final class PatternFile {

    private final Path file;
    private final Target target;

    private PatternFile(Path file, Target target) {
        this.file = file;
        this.target = target;
    }

    /// @throws IOException if it cannot be read
    /// @throws IllegalArgumentException naming file and line if a line is wrong
    static List<Check> read(Path file, Target target) throws IOException {
        return new PatternFile(file, target).checks(Files.readAllLines(file));
    }

    private List<Check> checks(List<String> lines) {
        var checks = new ArrayList<Check>();
        for (int i = 0; i < lines.size(); ) {
            int first = i;
            var logical = new StringBuilder(lines.get(i++));
            while (i < lines.size() && isContinued(lines.get(i))) {
                logical.append(' ').append(lines.get(i++).strip());
            }
            var text = logical.toString().strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            try {
                checks.add(check(text, file.getFileName() + ":" + (first + 1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "%s line %d: %s".formatted(file, first + 1, e.getMessage()), e);
            }
        }
        return checks;
    }

    private static boolean isContinued(String line) {
        return !line.isBlank() && Character.isWhitespace(line.charAt(0));
    }

    private Check check(String line, String name) {
        boolean negated = line.startsWith("!");
        int start = negated ? 1 : 0;
        if (line.length() < start + 2 || Character.isLetterOrDigit(line.charAt(start))) {
            throw new IllegalArgumentException("is not /pattern/ ACTION text");
        }
        int end = end(line, start);
        int blank = end + 1;
        while (blank < line.length() && !Character.isWhitespace(line.charAt(blank))) {
            blank++;
        }
        var pattern =
                Check.compile(
                        line.substring(start + 1, end), flags(line.substring(end + 1, blank)));
        var words = line.substring(blank).strip().split("\\s+", 2);
        var text = words.length > 1 ? words[1] : "";
        if (text.matches(".*\\$[{(]?\\d.*")) {
            throw new IllegalArgumentException("$1 and the like are not supported in a text");
        }
        return new Check(name, target, pattern, negated, action(words[0]), text);
    }

    private static int end(String line, int start) {
        for (int i = start + 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == line.charAt(start)) {
                return i;
            }
        }
        throw new IllegalArgumentException("has no end of its pattern");
    }

    private static int flags(String text) {
        int flags = Pattern.CASE_INSENSITIVE;
        for (char flag : text.toCharArray()) {
            flags ^=
                    switch (flag) {
                        case 'i' -> Pattern.CASE_INSENSITIVE;
                        case 'm' -> Pattern.MULTILINE;
                        case 's' -> Pattern.DOTALL;
                        default ->
                                throw new IllegalArgumentException("flag " + flag + " is unknown");
                    };
        }
        return flags;
    }

    private static Action action(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "REJECT" -> Action.REFUSE;
            case "HOLD" -> Action.QUARANTINE;
            case "DISCARD" -> Action.DISCARD;
            case "REDIRECT" -> Action.REDIRECT;
            case "BCC" -> Action.BCC;
            case "WARN", "INFO" -> Action.WARN;
            case "PREPEND" -> Action.PREPEND;
            case "REPLACE" -> Action.REPLACE;
            case "IGNORE" -> Action.REMOVE;
            case "DUNNO", "OK" -> Action.NEXT;
            default -> throw new IllegalArgumentException("action '" + word + "' is unknown");
        };
    }
}
