package io.staffetta.kernel.dkim;

import java.util.Locale;

/// The life of a key.
public enum KeyState {
    /// Made, to be published; nothing is signed with it.
    PENDING,

    /// Mail is signed with it.
    ACTIVE,

    /// Nothing is signed with it any more; mail on its way still is.
    RETIRED;

    /// In lower case, for people and files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
