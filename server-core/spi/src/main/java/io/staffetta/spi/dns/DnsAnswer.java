package io.staffetta.spi.dns;

import java.util.List;

/// What came of a question.
///
/// @param <T> what was asked for
public sealed interface DnsAnswer<T> {

    /// These, at least one, in no particular order.
    record Found<T>(List<T> values) implements DnsAnswer<T> {
        public Found {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("nothing was found");
            }
        }
    }

    /// The name exists and has no records of that type (RFC 2308 §2.2).
    record NoData<T>() implements DnsAnswer<T> {}

    /// The name does not exist (NXDOMAIN), nor does any below it (RFC 8020).
    record NoSuchName<T>() implements DnsAnswer<T> {}

    /// Nobody knows: no server answered in time, or what came was an error, broken, or too much.
    /// Another try may do better.
    ///
    /// @param reason for the log, one line
    record Failed<T>(String reason) implements DnsAnswer<T> {}

    /// What was found; empty for every other answer, so look at [#isFailed()] too.
    default List<T> values() {
        return this instanceof Found<T>(var found) ? found : List.of();
    }

    /// Whether it is a [Failed].
    default boolean isFailed() {
        return this instanceof Failed<T>;
    }
}
