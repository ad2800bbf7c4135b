package io.staffetta.spi.hook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What a hook found out, for the log line of the transaction, the metrics, and the hooks behind
/// it. A finding decides nothing.
///
/// @param check what was checked, such as `spf`; lower-case letters, digits and `-`. One that
///   belongs into an `Authentication-Results` field bears the name of its method (RFC 8601 §2.7)
/// @param result what came out, such as `pass`; lower-case letters, digits and `-`, one of few
///   values, for it becomes the label of a metric
/// @param detail why, one line for people; may be empty
/// @param properties what it was about, such as `smtp.mailfrom` → `example.org` (RFC 8601 §2.3), in
///   order
public record Finding(String check, String result, String detail, Map<String, String> properties) {

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public Finding {
        requireWord(check);
        requireWord(result);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /// A finding without properties.
    public static Finding of(String check, String result, String detail) {
        return new Finding(check, result, detail, Map.of());
    }

    private static void requireWord(String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a word of lower-case letters and digits".formatted(text));
        }
    }
}
