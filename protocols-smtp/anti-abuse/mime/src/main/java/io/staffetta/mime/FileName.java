package io.staffetta.mime;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Judges names of files by what a desktop would make of them.
final class FileName {

    private static final int HIDING_SPACES = 10;
    private static final int SHOWN = 60;
    private static final Pattern CLASS_ID = Pattern.compile("\\{[0-9a-f-]{36}}?");
    private static final Pattern PATH = Pattern.compile("[/\\\\]");

    private final Set<String> forbidden;

    /// @param forbidden extensions in lower case, without dot
    FileName(List<String> forbidden) {
        this.forbidden = Set.copyOf(forbidden);
    }

    /// Judges one name.
    void check(String name, BiConsumer<Rule, String> broken) {
        if (isDisguised(name)) {
            broken.accept(
                    Rule.DISGUISED_NAME, "an attachment's name hides what it is: " + shown(name));
        }
        for (var variant : variants(name)) {
            var extensions = extensions(variant);
            if (!extensions.isEmpty()) {
                if (isForbidden(extensions.getLast())) {
                    broken.accept(
                            Rule.EXTENSION,
                            "attachments like %s are not accepted".formatted(shown(name)));
                }
                if (extensions.subList(0, extensions.size() - 1).stream()
                        .anyMatch(this::isForbidden)) {
                    broken.accept(
                            Rule.DOUBLE_EXTENSION,
                            "an attachment has several extensions: " + shown(name));
                }
            }
        }
    }

    /// The name as people may be told it: without what it hides behind.
    static String shown(String name) {
        var plain = visible(name.replace('\0', '?'));
        return plain.length() > SHOWN ? "…" + plain.substring(plain.length() - SHOWN) : plain;
    }

    private boolean isForbidden(String extension) {
        return forbidden.contains(extension) || CLASS_ID.matcher(extension).matches();
    }

    private static boolean isDisguised(String name) {
        return name.codePoints().anyMatch(FileName::isInvisible)
                || name.contains(" ".repeat(HIDING_SPACES));
    }

    /// Controls, directions, zero widths. A tab is what is left of folding.
    private static boolean isInvisible(int c) {
        return (Character.isISOControl(c) && c != '\t') || Character.getType(c) == Character.FORMAT;
    }

    /// What is left if readers drop what is invisible, or stop at a NUL, or take a part of a path
    /// or of what lies behind a colon (an alternate data stream).
    private static List<String> variants(String name) {
        var variants = new ArrayList<String>();
        int nul = name.indexOf('\0');
        for (var text : nul < 0 ? List.of(name) : List.of(name, name.substring(0, nul))) {
            var plain =
                    Normalizer.normalize(visible(text), Normalizer.Form.NFKC)
                            .toLowerCase(Locale.ROOT);
            var steps = PATH.split(withoutTail(plain));
            var last = steps.length == 0 ? "" : steps[steps.length - 1];
            variants.addAll(List.of(last.split(":")));
        }
        return variants;
    }

    /// Without what file systems ignore at the end.
    private static String withoutTail(String name) {
        int end = name.length();
        while (end > 0
                && (Character.isWhitespace(name.charAt(end - 1))
                        || "/\\.".indexOf(name.charAt(end - 1)) >= 0)) {
            end--;
        }
        return name.substring(0, end);
    }

    private static String visible(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isInvisible(c)).forEach(out::appendCodePoint);
        return out.toString();
    }

    /// What follows the dots, without what may stand around it.
    private static List<String> extensions(String name) {
        var extensions = new ArrayList<String>();
        var pieces = name.split("\\.");
        for (int i = 1; i < pieces.length; i++) {
            var extension = trimmed(pieces[i]);
            if (!extension.isEmpty()) {
                extensions.add(extension);
            }
        }
        return extensions;
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && !isPart(text.charAt(from))) {
            from++;
        }
        while (to > from && !isPart(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '{' || c == '}' || c == '_' || c == '~';
    }
}
