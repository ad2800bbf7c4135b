package io.staffetta.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A request in the making: lines of `name=value`, in order.
final class Request {

    private final StringBuilder lines = new StringBuilder(1024);

    /// Adds an attribute. What would end its line early becomes `?`.
    Request with(String name, String value) {
        lines.append(name).append('=');
        value.codePoints()
                .forEach(c ->
                        lines.appendCodePoint(
                                c == '\n' || c == '\0' || c == '\r' || isSurrogate(c) ? '?' : c));
        lines.append('\n');
        return this;
    }

    /// The octets on the wire.
    byte[] encode() {
        return (lines + "\n").getBytes(UTF_8);
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
