package io.staffetta.patterns;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.Mailbox;

/// One rule.
///
/// @param name for log and findings
/// @param target what it looks at
/// @param pattern what it looks for, anywhere in the text
/// @param negated whether it holds where the pattern does not match
/// @param action what follows
/// @param text what the action needs
record Check(
        String name, Target target, Pattern pattern, boolean negated, Action action, String text) {

    Check {
        if (action.editsFields() && !(target instanceof Target.Field)) {
            throw new IllegalArgumentException("action works on header only");
        }
        try {
            switch (action) {
                case REDIRECT, BCC -> Mailbox.parse(text);
                case PREPEND, REPLACE -> field(text);
                case REFUSE -> Refusal.of(text);
                case QUARANTINE, DISCARD, WARN, REMOVE, NEXT -> {
                    // Any text, or none.
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("text " + e.getMessage(), e);
        }
    }

    /// @throws IllegalArgumentException naming the setting
    static Check of(
            String name,
            Target target,
            String pattern,
            boolean caseSensitive,
            Action action,
            String text) {
        return new Check(
                name.isEmpty() ? pattern : name,
                target,
                compile(pattern, caseSensitive ? 0 : Pattern.CASE_INSENSITIVE),
                false,
                action,
                text);
    }

    static Pattern compile(String pattern, int flags) {
        try {
            return Pattern.compile(pattern, flags);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern '%s' is wrong: %s".formatted(pattern, e.getMessage()), e);
        }
    }

    boolean matches(String line) {
        return pattern.matcher(line).find() != negated;
    }

    /// The field of [Action#PREPEND] and [Action#REPLACE].
    static Header field(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("is not a header field: write Name: value");
        }
        return Header.of(text.substring(0, colon), text.substring(colon + 1).strip());
    }
}
