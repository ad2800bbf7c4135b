package io.staffetta.helo;

import io.staffetta.spi.mail.Domain;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a client calls itself.
sealed interface GivenName {

    /// A domain of several labels.
    ///
    /// @param name in lower case, without final dot
    record Qualified(String name) implements GivenName {}

    /// A name that means nothing outside its network.
    record Unqualified(String name) implements GivenName {}

    /// An address in brackets.
    record Literal(InetAddress address) implements GivenName {}

    /// An address without brackets.
    record Bare() implements GivenName {}

    /// Nothing of that.
    record Malformed() implements GivenName {}

    /// RFC 5321 §2.3.5, and the underscore, which is as wrong as it is common.
    Pattern LABELS =
            Pattern.compile(
                    "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
                            + "(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*+");

    /// RFC 1123 §2.1: a top-level domain is not a number.
    Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?[0-9]+");

    Pattern DOTTED = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    Pattern COLONS = Pattern.compile("[0-9a-f:.]{2,45}");

    /// Top-level domains that are nobody's (RFC 6761, RFC 6762 §G).
    Set<String> PRIVATE = Set.of("local", "localdomain", "localhost", "lan", "internal", "invalid");

    static GivenName of(String given) {
        var text = given.toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            return literal(text);
        }
        if (DOTTED.matcher(text).matches()
                || (text.indexOf(':') >= 0 && COLONS.matcher(text).matches())) {
            return new Bare();
        }
        var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.length() > 253
                || !LABELS.matcher(name).matches()
                || NUMERIC_END.matcher(name).matches()) {
            return new Malformed();
        }
        int dot = name.lastIndexOf('.');
        return dot < 0 || PRIVATE.contains(name.substring(dot + 1))
                ? new Unqualified(name)
                : new Qualified(name);
    }

    private static GivenName literal(String text) {
        try {
            var name = Domain.parse(text).name();
            var address = name.substring(1, name.length() - 1);
            return new Literal(
                    InetAddress.ofLiteral(
                            address.startsWith("IPv6:") ? address.substring(5) : address));
        } catch (IllegalArgumentException e) {
            return new Malformed();
        }
    }
}
