package io.staffetta.kernel.admin;

import io.staffetta.spi.Secret;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The arguments of an operation.
///
/// @param values what the caller sent
record Arguments(Map<String, Object> values) {

    static final String PASSWORD = "password";
    static final String HASH = "hash";
    static final String KEY = "key";

    /// The most characters of the arguments that a log shows.
    private static final int MAX_SHOWN = 1000;

    /// @throws IllegalArgumentException if one is missing or not expected
    Arguments expect(Set<String> needed, Set<String> optional) {
        for (var name : needed) {
            if (values.get(name) == null) {
                throw new IllegalArgumentException("missing: " + name);
            }
        }
        for (var name : values.keySet()) {
            if (!needed.contains(name) && !optional.contains(name)) {
                throw new IllegalArgumentException("not expected: " + name);
            }
        }
        return this;
    }

    String text(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " must be a text");
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    List<String> texts(String name) {
        if (values.get(name) instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException(name + " must be a list of texts");
    }

    /// @throws IllegalArgumentException if it is none of them
    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        try {
            return Enum.valueOf(type, text(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + " must be one of " + Arrays.toString(type.getEnumConstants()), e);
        }
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    Secret secret(String name) {
        return Secret.of(text(name));
    }

    boolean flag(String name) {
        if (values.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException(name + " must be true or false");
    }

    int number(String name) {
        if (values.get(name) instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(name + " must be a whole number");
    }

    long longNumber(String name) {
        return switch (values.get(name)) {
            case Integer number -> number;
            case Long number -> number;
            case null, default ->
                    throw new IllegalArgumentException(name + " must be a whole number");
        };
    }

    /// Without passwords, their hashes and private keys, for the log.
    @Override
    public String toString() {
        var shown = new TreeMap<>(values);
        shown.remove(PASSWORD);
        shown.remove(HASH);
        shown.remove(KEY);
        var text = shown.toString();
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }
}
