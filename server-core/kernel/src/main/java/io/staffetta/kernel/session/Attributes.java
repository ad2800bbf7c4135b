package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Attribute;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The values hooks left for each other. Immutable, so a hook that was abandoned keeps reading what
/// it began with and changes nothing.
record Attributes(Map<Attribute<?>, Object> values) {

    static final Attributes NONE = new Attributes(Map.of());

    Attributes {
        values = Map.copyOf(values);
    }

    <T> Optional<T> get(Attribute<T> attribute) {
        return Optional.ofNullable(values.get(attribute)).map(attribute.type()::cast);
    }

    <T> Attributes with(Attribute<T> attribute, T value) {
        var more = new HashMap<>(values);
        more.put(attribute, attribute.type().cast(value));
        return new Attributes(more);
    }
}
