package io.staffetta.spi.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Facts by key, each with a time after which it is gone. Used by many threads.
///
/// Keys have 1 to 512 characters, values at most 4096 octets; others are an
/// [IllegalArgumentException]. All methods throw [java.io.UncheckedIOException] if the store cannot
/// tell now.
public interface StateTable {

    /// What stands under a key, unless it has expired.
    Optional<StateEntry> get(String key);

    /// Puts a value in the place of whatever stood there.
    ///
    /// @param value not copied, and not to be changed afterwards
    void put(String key, byte[] value, Instant expires);

    /// Changes one entry so that no other change of it comes in between.
    ///
    /// @param change gets what stands there (empty if nothing does, or it has expired) and returns
    ///   what is to stand there; empty to remove it. May be called more than once, and must have no
    ///   other effect
    /// @return what stands there now
    Optional<StateEntry> update(String key, UnaryOperator<Optional<StateEntry>> change);

    /// Removes an entry; returns whether there was one that had not expired.
    boolean remove(String key);

    /// Entries that have not expired, by key.
    ///
    /// @param after only keys greater than this one; empty for the first
    /// @param limit the most to return, more than zero
    List<StateEntry> list(String after, int limit);

    /// How many entries there are; some of them may have expired.
    int size();
}
