package io.staffetta.sasl.oauth;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What an issuer says in a token or about it.
///
/// @param values JSON values by name
record Claims(Map<String, Object> values) {

    boolean has(String name) {
        return values.get(name) != null;
    }

    /// A claim that is one text and not empty.
    Optional<String> text(String name) {
        return values.get(name) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    /// A claim that is one text or several.
    List<String> texts(String name) {
        return switch (values.get(name)) {
            case String text -> List.of(text);
            case Collection<?> many ->
                    many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }

    /// The items of a claim that is one text with blanks between them, or several texts.
    List<String> words(String name) {
        return texts(name).stream()
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// Seconds since 1970.
    ///
    /// @throws Refused if it is there and no number
    OptionalDouble time(String name) throws Refused {
        if (!has(name)) {
            return OptionalDouble.empty();
        }
        if (values.get(name) instanceof Number number && Double.isFinite(number.doubleValue())) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw new Refused("the claim " + name + " is no time");
    }

    /// Without the values: they are none of the log's business.
    @Override
    public String toString() {
        return "Claims" + values.keySet();
    }
}
