package io.staffetta.maildir;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Turns local parts and domains into names of folders, and back.
///
/// `a`-`z`, `0`-`9`, `-`, `_`, `+`, `=` and `.` stand for themselves, but for a dot at the start;
/// every other octet of the UTF-8 form becomes `%` and two upper-case hexadecimal digits. So no
/// address leads out of its folder, different addresses never share one, and a name can be read
/// back. The longest local part (64 octets) gives 192 octets, the longest domain 255: both fit.
final class FolderName {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private FolderName() {}

    static String of(String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        var name = new StringBuilder(octets.length + 8);
        for (byte octet : octets) {
            if (isPlain(octet) && !(octet == '.' && name.isEmpty())) {
                name.append((char) octet);
            } else {
                name.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return name.toString();
    }

    static String parse(String name) {
        var octets = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                octets.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
                i += 2;
            } else {
                octets.write(name.charAt(i));
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= '0' && octet <= '9')
                || "-_+=.".indexOf(octet) >= 0;
    }
}
