package io.staffetta.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/// A password, key or token. It never shows itself: [#toString()] gives `***`, so a secret that is
/// logged, put into an exception or printed as part of a record stays hidden.
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /// Wraps a secret.
    public static Secret of(String value) {
        return new Secret(value);
    }

    /// The secret itself. Call it where it is used, never where it is passed on.
    public String reveal() {
        return value;
    }

    /// Whether there is nothing to hide.
    public boolean isEmpty() {
        return value.isEmpty();
    }

    /// Equal secrets, compared in a time that does not depend on where they differ.
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8),
                        secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
