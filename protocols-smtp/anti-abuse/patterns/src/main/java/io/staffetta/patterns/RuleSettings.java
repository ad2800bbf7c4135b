package io.staffetta.patterns;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// One rule, or a file of them.
///
/// @param name for log and findings
/// @param header name of a field, or `*` for all
/// @param body `raw`, `decoded`, or nothing for `raw`
/// @param pattern in the syntax of RE2
/// @param file of lines `/pattern/ ACTION text`
/// @param decode whether encoded words of fields are decoded (RFC 2047)
/// @param caseSensitive whether upper and lower case differ
/// @param action what to do; not for a file
/// @param text what the action needs
public record RuleSettings(
        @Nullable String name,
        @Nullable String header,
        @Nullable String body,
        @Nullable String pattern,
        @Nullable Path file,
        boolean decode,
        boolean caseSensitive,
        @Nullable Action action,
        @Nullable String text) {

    public RuleSettings {
        if ((header == null) == (body == null)) {
            throw new IllegalArgumentException("either header or body must be given");
        }
        if ((pattern == null) == (file == null)) {
            throw new IllegalArgumentException("either pattern or file must be given");
        }
        name = name == null ? "" : name;
        text = text == null ? "" : text;
        var target = Target.of(header, body, decode);
        if (pattern != null) {
            if (action == null) {
                throw new IllegalArgumentException("action is missing");
            }
            Check.of(name, target, pattern, caseSensitive, action, text);
        } else if (action != null || !text.isEmpty()) {
            throw new IllegalArgumentException("file has actions and texts of its own");
        }
    }
}
