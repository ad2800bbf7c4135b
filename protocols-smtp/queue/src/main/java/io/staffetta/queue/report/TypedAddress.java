package io.staffetta.queue.report;

import io.staffetta.spi.mail.Mailbox;

import java.util.Locale;
import java.util.Optional;

/// Addresses with their types (RFC 3464 §2.3.1), in a report that may have UTF-8 or in one that has
/// ASCII only, where RFC 6533 §3 writes other characters as `\x{…}`.
final class TypedAddress {

    private TypedAddress() {}

    static String of(Mailbox mailbox, boolean international) {
        var address = mailbox.toString();
        if (SafeText.isAscii(address)) {
            return "rfc822; " + address;
        }
        return "utf-8; " + (international ? address : escaped(address));
    }

    /// What the sender gave as `ORCPT`; empty if it does not fit a line.
    ///
    /// @param given `type;address`, decoded
    static Optional<String> original(String given, boolean international) {
        int semicolon = given.indexOf(';');
        var type = given.substring(0, Math.max(semicolon, 0));
        var address = given.substring(semicolon + 1);
        var shown = address;
        if (type.toLowerCase(Locale.ROOT).equals("utf-8")) {
            boolean asItIs = international && SafeText.line(address).equals(address);
            shown = asItIs ? address : escaped(address);
        } else if (!international) {
            shown = SafeText.asciiLine(address);
        }
        var typed = SafeText.line(type) + ";" + shown;
        return SafeText.line(typed).equals(typed) ? Optional.of(typed) : Optional.empty();
    }

    private static String escaped(String address) {
        var escaped = new StringBuilder(address.length());
        address.codePoints()
                .forEach(c -> {
                    if (c > ' ' && c < 0x7f && c != '\\' && c != '+' && c != '=') {
                        escaped.append((char) c);
                    } else {
                        escaped.append("\\x{").append("%02X".formatted(c)).append('}');
                    }
                });
        return escaped.toString();
    }
}
