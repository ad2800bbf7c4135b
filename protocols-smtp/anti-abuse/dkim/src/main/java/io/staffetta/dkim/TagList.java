package io.staffetta.dkim;

import org.apache.james.jdkim.tagvalue.TagValue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A tag list (RFC 6376 §3.2).
final class TagList {

    private final Tags tags;

    private TagList(Tags tags) {
        this.tags = tags;
    }

    /// Reads a list.
    ///
    /// @return empty if it is none, or has a tag twice
    static Optional<TagList> parse(String text) {
        try {
            return Optional.of(new TagList(new Tags(text)));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    /// A value without the white space around it.
    Optional<String> get(String tag) {
        return tags.value(tag);
    }

    /// A value without any white space, as is right for base64.
    Optional<String> packed(String tag) {
        return get(tag).map(value -> value.replaceAll("[ \t\r\n]", ""));
    }

    /// The items of a value between colons.
    List<String> items(String tag) {
        return get(tag).stream()
                .flatMap(value -> Arrays.stream(value.split(":", -1)))
                .map(String::strip)
                .toList();
    }

    /// The library keeps values for those who extend it.
    private static final class Tags extends TagValue {

        Tags(String text) {
            super(text);
        }

        Optional<String> value(String tag) {
            return Optional.ofNullable(getValue(tag))
                    .map(CharSequence::toString)
                    .map(String::strip);
        }
    }
}
