package io.staffetta.spf;

import io.staffetta.spf.MacroString.Literal;
import io.staffetta.spf.MacroString.Macro;

import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Puts values in the place of macros (RFC 7208 §7.2, §7.3).
final class Expansion {

    private static final int MAX_NAME = 253;

    private final Question question;
    private final ClientNames names;
    private final InstantSource clock;

    Expansion(Question question, ClientNames names, InstantSource clock) {
        this.question = question;
        this.names = names;
        this.clock = clock;
    }

    /// A name to ask for: without final dot, labels taken off its left if it is too long.
    ///
    /// @param domain where the record stands
    String name(MacroString spec, String domain) {
        var name = text(spec, domain);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        int excess = name.length() - MAX_NAME;
        if (excess <= 0) {
            return name;
        }
        // In one go, for a record can make a name of a million labels.
        int dot = name.indexOf('.', excess - 1);
        return name.substring((dot < 0 ? name.lastIndexOf('.') : dot) + 1);
    }

    String text(MacroString string, String domain) {
        var out = new StringBuilder();
        for (var part : string.parts()) {
            switch (part) {
                case Literal(var text) -> out.append(text);
                case Macro macro -> out.append(expand(macro, domain));
            }
        }
        return out.toString();
    }

    private String expand(Macro macro, String domain) {
        var parts = split(value(macro.letter(), domain), macro.delimiters());
        if (macro.reversed()) {
            Collections.reverse(parts);
        }
        int from = macro.keep() == 0 ? 0 : Math.max(0, parts.size() - macro.keep());
        var joined = String.join(".", parts.subList(from, parts.size()));
        return macro.escaped() ? escape(joined) : joined;
    }

    private String value(char letter, String domain) {
        var client = question.client();
        return switch (letter) {
            case 's' -> question.sender();
            case 'l' -> question.localPart();
            case 'o' -> question.domain();
            case 'd' -> domain;
            case 'i' -> ClientText.dotted(client);
            case 'p' -> names.best(domain).orElse("unknown");
            case 'v' -> client instanceof Inet4Address ? "in-addr" : "ip6";
            case 'h' -> question.helo();
            case 'c' -> ClientText.readable(client);
            case 'r' -> question.receiver();
            case 't' -> Long.toString(clock.instant().getEpochSecond());
            default -> throw new IllegalStateException("the parser let %" + letter + " through");
        };
    }

    private static List<String> split(String value, String delimiters) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            if (delimiters.indexOf(value.charAt(i)) >= 0) {
                parts.add(value.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(value.substring(start));
        return parts;
    }

    private static String escape(String text) {
        var out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            int c = Byte.toUnsignedInt(octet);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            if (plain) {
                out.append((char) c);
            } else {
                out.append('%').append(String.format("%02X", c));
            }
        }
        return out.toString();
    }
}
