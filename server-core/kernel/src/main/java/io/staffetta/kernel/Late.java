package io.staffetta.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// A value that is set once, after others were handed a way to it.
final class Late<T> {

    private final String name;
    private volatile @Nullable T value;

    Late(String name) {
        this.name = name;
    }

    void set(T value) {
        this.value = value;
    }

    /// Empty before it is set.
    Optional<T> peek() {
        return Optional.ofNullable(value);
    }

    T get() {
        var present = value;
        if (present == null) {
            throw new IllegalStateException(
                    "the %s is not there yet: constructors must not call it".formatted(name));
        }
        return present;
    }
}
