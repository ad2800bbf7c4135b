package io.staffetta.kernel.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A value given outside the XML, by its path.
///
/// @param path such as `listeners.mx.bind`
/// @param values one, or several to replace the items of a list
/// @param origin where it was written
/// @param spelling how names are written in the path
/// @param verbatim whether `${…}` means nothing in the values
record Setting(
        String path,
        List<String> values,
        Element.Origin origin,
        Spelling spelling,
        boolean verbatim) {

    /// How names are written in a path.
    enum Spelling {
        /// As in the XML, with dots between them.
        PROPERTY('.') {
            @Override
            String of(String name) {
                return name;
            }
        },
        /// Upper case, with `_` for whatever is neither letter nor digit.
        ENVIRONMENT('_') {
            @Override
            String of(String name) {
                return name.replace("]", "").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            }
        };

        final char separator;

        Spelling(char separator) {
            this.separator = separator;
        }

        abstract String of(String name);

        /// The names of elements that a path creates inside settings.
        Stream<String> created(String rest) {
            return switch (this) {
                case PROPERTY -> Stream.of(rest.split("\\.", -1));
                case ENVIRONMENT -> Stream.of(rest.toLowerCase(Locale.ROOT).replace('_', '-'));
            };
        }
    }

    /// The values, as they stand in an element.
    List<Element.Value> elementValues() {
        return values.stream()
                .map(value -> new Element.Value(value, value, origin, verbatim))
                .toList();
    }
}
