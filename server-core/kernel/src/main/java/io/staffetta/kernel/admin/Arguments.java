package io.staffetta.kernel.admin;

import io.staffetta.spi.Secret;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The arguments of an operation.
///
/// @param values what the caller sent
record Arguments(Map<String, Object> values) {

    static final String PASSWORD = "password";

    /// @throws IllegalArgumentException if one is missing or not expected
    Arguments expect(Set<String> names) {
        for (var name : names) {
            if (values.get(name) == null) {
                throw new IllegalArgumentException("missing: " + name);
            }
        }
        for (var name : values.keySet()) {
            if (!names.contains(name)) {
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

    /// Without the password, for the log.
    @Override
    public String toString() {
        var shown = new TreeMap<>(values);
        shown.remove(PASSWORD);
        return shown.toString();
    }
}
