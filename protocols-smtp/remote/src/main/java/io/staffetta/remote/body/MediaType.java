package io.staffetta.remote.body;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Pattern;

/// What a `Content-Type` field says (RFC 2045 §5.1).
///
/// @param type lower case
/// @param subtype lower case
/// @param boundary of a multipart; empty if there is none that can be relied on
record MediaType(String type, String subtype, String boundary) {

    /// RFC 2046 §5.1.1 allows 70.
    static final int BOUNDARY_LENGTH = 200;

    static final MediaType PLAIN = new MediaType("text", "plain", "");
    static final MediaType MESSAGE = new MediaType("message", "rfc822", "");

    private static final String TOKEN = "[^\\s()<>@,;:\\\\\"/\\[\\]?=\\x00-\\x1f]++";
    private static final Pattern TYPE =
            Pattern.compile("\\s*+(" + TOKEN + ")\\s*+/\\s*+(" + TOKEN + ")\\s*+(?=;|$)");
    // Values without quotes are taken as they are found: many have a "=" that would need quotes.
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "\\s*+;\\s*+(?:("
                            + TOKEN
                            + ")\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;\"]++)))?+");
    private static final Pattern BOUNDARY =
            Pattern.compile("[!-~](?:[ -~]{0," + (BOUNDARY_LENGTH - 2) + "}[!-~])?");

    /// Reads the value of a field, unfolded. What cannot be understood is text, as RFC 2045 §5.2
    /// wants it, unless it begins like a multipart or a message.
    static MediaType parse(String value) {
        var text = withoutComments(value);
        var matcher = TYPE.matcher(text);
        if (!matcher.lookingAt()) {
            var begin = text.strip().toLowerCase(Locale.ROOT);
            return begin.startsWith("multipart") || begin.startsWith("message")
                    ? new MediaType("multipart", "unclear", "")
                    : PLAIN;
        }
        return new MediaType(
                matcher.group(1).toLowerCase(Locale.ROOT),
                matcher.group(2).toLowerCase(Locale.ROOT),
                boundary(text.substring(matcher.end())));
    }

    boolean isMultipart() {
        return type.equals("multipart");
    }

    /// Whether it must not be taken apart (RFC 1847 §2.1, §2.2).
    boolean isSealed() {
        return isMultipart() && (subtype.equals("signed") || subtype.equals("encrypted"));
    }

    boolean isMessage() {
        return type.equals("message") && subtype.equals("rfc822");
    }

    /// Whether RFC 2045 §6.4 forbids to encode it. RFC 6532 and RFC 6533 allow it for
    /// `message/global` and its like.
    boolean isComposite() {
        return isMultipart() || (type.equals("message") && !subtype.startsWith("global"));
    }

    boolean isText() {
        return type.equals("text");
    }

    private static String boundary(String parameters) {
        var matcher = PARAMETER.matcher(parameters);
        String found = null;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            var name = matcher.group(1);
            if (name != null && name.toLowerCase(Locale.ROOT).startsWith("boundary")) {
                if (found != null || name.length() > "boundary".length()) {
                    return "";
                }
                found = value(matcher.group(2), matcher.group(3));
            }
        }
        return found != null
                        && BOUNDARY.matcher(found).matches()
                        && parameters.substring(end).isBlank()
                ? found
                : "";
    }

    private static String value(@Nullable String quoted, @Nullable String plain) {
        return quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : plain != null ? plain : "";
    }

    /// Comments count as white space.
    private static String withoutComments(String value) {
        var out = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && (quoted || depth > 0) && i + 1 < value.length()) {
                i++;
                if (depth == 0) {
                    out.append(c).append(value.charAt(i));
                }
                continue;
            }
            if (depth == 0 && c == '"') {
                quoted = !quoted;
            }
            if (!quoted && c == '(') {
                depth++;
            }
            if (depth == 0) {
                out.append(c);
            }
            if (!quoted && c == ')' && depth > 0 && --depth == 0) {
                out.append(' ');
            }
        }
        return out.toString();
    }
}
