package io.staffetta.spf;

import io.staffetta.spf.MacroString.Literal;
import io.staffetta.spf.MacroString.Macro;
import io.staffetta.spf.MacroString.Part;

import java.util.ArrayList;

/// Reads macro-strings and domain-specs (RFC 7208 §7.1).
final class MacroParser {

    /// Letters of macros; the last three only in explanations and in modifiers nobody knows.
    private static final String LETTERS = "slodiphvcrt";

    private static final String EXPLANATION_LETTERS = "crt";
    private static final String DELIMITERS = ".-+,/_=";

    private final String text;
    private final boolean blanks;
    private final ArrayList<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean macroLast;
    private int at;

    private MacroParser(String text, boolean blanks) {
        this.text = text;
        this.blanks = blanks;
    }

    /// The value of a modifier nobody knows.
    static MacroString macroString(String text) throws Undecided {
        return new MacroParser(text, false).parse();
    }

    /// What an explanation says; blanks are allowed.
    static MacroString explanation(String text) throws Undecided {
        return new MacroParser(text, true).parse();
    }

    /// What a mechanism is about: must end in a macro or in a label of a top-level domain.
    static MacroString domainSpec(String text) throws Undecided {
        var parser = new MacroParser(text, false);
        var parsed = parser.parse();
        if (parsed.uses(EXPLANATION_LETTERS)) {
            throw Undecided.permerror("'" + text + "' has a macro of explanations");
        }
        if (!parser.macroLast && !endsInTopLabel(text)) {
            throw Undecided.permerror("'" + text + "' is no domain");
        }
        return parsed;
    }

    private MacroString parse() throws Undecided {
        while (at < text.length()) {
            char c = text.charAt(at++);
            macroLast = c == '%';
            if (macroLast) {
                percent();
            } else if ((c > ' ' && c < 127) || (c == ' ' && blanks)) {
                literal.append(c);
            } else {
                throw Undecided.permerror("there is something other than printable ASCII");
            }
        }
        flush();
        return new MacroString(parts);
    }

    private void percent() throws Undecided {
        switch (at < text.length() ? text.charAt(at++) : ' ') {
            case '%' -> literal.append('%');
            case '_' -> literal.append(' ');
            case '-' -> literal.append("%20");
            case '{' -> macro();
            default -> throw Undecided.permerror("'" + text + "' has a % that starts no macro");
        }
    }

    private void macro() throws Undecided {
        int end = text.indexOf('}', at);
        if (end <= at) {
            throw Undecided.permerror("'" + text + "' has an unfinished macro");
        }
        char written = text.charAt(at++);
        char letter = Character.toLowerCase(written);
        int digits = at;
        while (isDigit(text.charAt(at))) {
            at++;
        }
        int keep = number(text.substring(digits, at));
        boolean reversed = Character.toLowerCase(text.charAt(at)) == 'r';
        var delimiters = text.substring(reversed ? at + 1 : at, end);
        if (LETTERS.indexOf(letter) < 0
                || (at > digits && keep == 0)
                || !delimiters.chars().allMatch(c -> DELIMITERS.indexOf(c) >= 0)) {
            throw Undecided.permerror("'" + text + "' has a macro that is none");
        }
        flush();
        parts.add(
                new Macro(
                        letter,
                        written != letter,
                        keep,
                        reversed,
                        delimiters.isEmpty() ? "." : delimiters));
        at = end + 1;
    }

    /// No sender has more parts than that.
    private static int number(String digits) {
        var plain = digits.replaceFirst("^0+", "");
        if (plain.isEmpty()) {
            return 0;
        }
        return plain.length() > 4 ? 9999 : Integer.parseInt(plain);
    }

    private void flush() {
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private static boolean endsInTopLabel(String text) {
        var domain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        int dot = domain.lastIndexOf('.');
        return dot >= 0 && isTopLabel(domain.substring(dot + 1));
    }

    private static boolean isTopLabel(String label) {
        return !label.isEmpty()
                && label.chars().allMatch(c -> isAlphanumeric(c) || c == '-')
                && !label.chars().allMatch(MacroParser::isDigit)
                && isAlphanumeric(label.charAt(0))
                && isAlphanumeric(label.charAt(label.length() - 1));
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
