package io.staffetta.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Encoded words (RFC 2047), decoded in time linear in the text, whatever the text: words nobody
/// can read stay as they are, and nothing is thrown.
public final class EncodedWords {

    private static final int MAX_CHARSET = 64;

    // Charset.forName asks all providers each time it does not find one.
    private static final Map<String, Charset> CHARSETS = charsets();

    private record Word(String text, int end) {}

    private EncodedWords() {}

    /// The text with its encoded words decoded; one nobody can decode stays as it is.
    public static String decoded(String text) {
        int start = text.indexOf("=?");
        if (start < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        int done = 0;
        int lastEnd = -1;
        while (start >= 0) {
            var word = word(text, start);
            if (word == null) {
                start = text.indexOf("=?", start + 2);
                continue;
            }
            // White space between two encoded words is no part of the text (§6.2).
            if (lastEnd != done || !text.substring(done, start).isBlank()) {
                out.append(text, done, start);
            }
            out.append(word.text());
            done = word.end();
            lastEnd = done;
            start = text.indexOf("=?", done);
        }
        return out.append(text, done, text.length()).toString();
    }

    /// The charset of a name in any case, or of an alias; `null` if there is none.
    public static @Nullable Charset charset(String name) {
        return CHARSETS.get(name.strip().toLowerCase(Locale.ROOT));
    }

    /// Each part ends at the next question mark, so none is looked at often.
    private static @Nullable Word word(String text, int start) {
        int charsetEnd = text.indexOf('?', start + 2);
        if (charsetEnd < 0 || charsetEnd - start - 2 > MAX_CHARSET) {
            return null;
        }
        int from = charsetEnd + 3;
        if (from > text.length() || text.charAt(from - 1) != '?') {
            return null;
        }
        int end = text.indexOf('?', from);
        if (end < 0 || end + 1 >= text.length() || text.charAt(end + 1) != '=') {
            return null;
        }
        var name = text.substring(start + 2, charsetEnd);
        int language = name.indexOf('*');
        var charset = charset(language < 0 ? name : name.substring(0, language));
        var encoded = text.substring(from, end);
        return switch (text.charAt(charsetEnd + 1)) {
            case 'b', 'B' -> word(base64(encoded), charset, end);
            case 'q', 'Q' -> word(quoted(encoded), charset, end);
            default -> null;
        };
    }

    private static Word word(byte[] octets, @Nullable Charset charset, int end) {
        return new Word(new String(octets, charset == null ? ISO_8859_1 : charset), end + 2);
    }

    private static byte[] base64(String text) {
        var clean = new StringBuilder(text.length());
        text.chars()
                .filter(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/'))
                .forEach(c -> clean.append((char) c));
        if (clean.length() % 4 == 1) {
            clean.setLength(clean.length() - 1);
        }
        return Base64.getDecoder().decode(clean.toString().getBytes(US_ASCII));
    }

    private static byte[] quoted(String text) {
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < text.length() ? digit(text, i + 1) : -1;
            int low = high < 0 ? -1 : digit(text, i + 2);
            if (low >= 0) {
                out.write(high * 16 + low);
                i += 2;
            } else if (c == '_') {
                out.write(' ');
            } else {
                out.writeBytes(String.valueOf(c).getBytes(US_ASCII));
            }
        }
        return out.toByteArray();
    }

    private static int digit(String text, int at) {
        return Character.digit(text.charAt(at), 16);
    }

    private static Map<String, Charset> charsets() {
        var known = new HashMap<String, Charset>();
        for (var charset : Charset.availableCharsets().values()) {
            known.put(charset.name().toLowerCase(Locale.ROOT), charset);
            for (var alias : charset.aliases()) {
                known.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset);
            }
        }
        return Map.copyOf(known);
    }
}
