package io.staffetta.patterns;

import io.staffetta.spi.mail.Header;
import io.staffetta.text.EncodedWords;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// What a pattern is held against.
sealed interface Target {

    /// The value of one field, unfolded; or of all fields with their names.
    ///
    /// @param name of the field, or `*`
    /// @param decode whether encoded words are decoded
    record Field(String name, boolean decode) implements Target {

        boolean concerns(Header header) {
            return isAny() || header.is(name);
        }

        private boolean isAny() {
            return name.equals("*");
        }

        /// The text to look at.
        ///
        /// @param limit the most characters of it
        String text(Header header, int limit) {
            var value = header.value().replace("\r\n", "").strip();
            var cut = value.length() > limit ? value.substring(0, limit) : value;
            var shown = decode ? EncodedWords.decoded(cut) : cut;
            return isAny() ? header.name() + ": " + shown : shown;
        }
    }

    /// The lines of the body, as they were sent.
    record Body() implements Target {}

    /// The lines of the decoded text parts.
    record DecodedText() implements Target {}

    /// What the operator wrote.
    static Target of(@Nullable String header, @Nullable String body, boolean decode) {
        if (body == null) {
            return new Field(Objects.requireNonNull(header), decode);
        }
        return switch (body) {
            case "", "raw" -> new Body();
            case "decoded" -> new DecodedText();
            default ->
                    throw new IllegalArgumentException(
                            "body '%s' is neither raw nor decoded".formatted(body));
        };
    }
}
