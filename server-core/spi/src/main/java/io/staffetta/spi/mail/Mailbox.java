package io.staffetta.spi.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A mailbox: local part and domain (RFC 5321 §4.1.2, RFC 6531 §3.3).
///
/// @param localPart the local part without quoting, as the client wrote it (case is kept); 1 to 64
///   octets of UTF-8, no control characters
/// @param domain the domain
public record Mailbox(String localPart, Domain domain) {

    private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";

    public Mailbox {
        if (localPart.isEmpty()) {
            throw new IllegalArgumentException("empty local part");
        }
        if (localPart.getBytes(StandardCharsets.UTF_8).length > 64) {
            throw new IllegalArgumentException("local part longer than 64 octets");
        }
        if (hasControl(localPart)) {
            throw new IllegalArgumentException("control character in local part");
        }
        if (!isWellFormed(localPart)) {
            throw new IllegalArgumentException("broken character in local part");
        }
    }

    /// Parses `local-part@domain`, the local part being a dot-string or a quoted string.
    ///
    /// @throws IllegalArgumentException with a one-line message if it is no mailbox of RFC 5321
    public static Mailbox parse(String text) {
        if (text.length() > 320) {
            throw new IllegalArgumentException("address longer than 320 characters");
        }
        return text.startsWith("\"") ? parseQuoted(text) : parseDotString(text);
    }

    /// Whether every character is ASCII, so that it may be sent without SMTPUTF8.
    public boolean isAscii() {
        return localPart.chars().allMatch(c -> c < 128);
    }

    /// Local part and domain in lower case: the form to compare and to look up by.
    public Mailbox folded() {
        return new Mailbox(localPart.toLowerCase(Locale.ROOT), domain);
    }

    /// The mailbox as it stands between `<` and `>`, quoted where it must be.
    @Override
    public String toString() {
        return quoted() + "@" + domain;
    }

    private String quoted() {
        if (isDotString(localPart)) {
            return localPart;
        }
        var out = new StringBuilder("\"");
        for (char c : localPart.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.append('"').toString();
    }

    private static Mailbox parseDotString(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("no @ in address: " + Domain.printable(text));
        }
        var local = text.substring(0, at);
        if (!isDotString(local)) {
            throw new IllegalArgumentException("not a local part: " + Domain.printable(local));
        }
        return new Mailbox(local, Domain.parse(text.substring(at + 1)));
    }

    private static Mailbox parseQuoted(String text) {
        var local = new StringBuilder();
        int i = 1;
        while (i < text.length() && text.charAt(i) != '"') {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (i == text.length()) {
                    break;
                }
                c = text.charAt(i);
                if (c > 126) {
                    throw new IllegalArgumentException("bad quoted pair in local part");
                }
            }
            if (c < ' ' || c == 127) {
                throw new IllegalArgumentException("control character in local part");
            }
            local.append(c);
            i++;
        }
        if (i + 1 >= text.length() || text.charAt(i + 1) != '@') {
            throw new IllegalArgumentException("unfinished quoted local part");
        }
        return new Mailbox(local.toString(), Domain.parse(text.substring(i + 2)));
    }

    private static boolean isDotString(String local) {
        boolean dot = true;
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '.') {
                if (dot) {
                    return false;
                }
                dot = true;
            } else if (isAtext(c)) {
                dot = false;
            } else {
                return false;
            }
        }
        return !dot;
    }

    private static boolean isAtext(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || ATEXT.indexOf(c) >= 0
                || (c >= 160 && !Character.isSpaceChar(c));
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
