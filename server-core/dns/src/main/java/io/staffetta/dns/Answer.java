package io.staffetta.dns;

import org.xbill.DNS.Record;

import java.time.Duration;
import java.util.List;

/// What came of a question, aliases followed.
public sealed interface Answer {

    /// There are such records.
    ///
    /// @param records of the type that was asked for; at least one
    /// @param ttl how long they may be kept
    record Found(List<Record> records, Duration ttl) implements Answer {
        public Found {
            records = List.copyOf(records);
        }
    }

    /// There are no such records.
    ///
    /// @param name whether the name exists with records of other types, or below it others do
    /// @param ttl how long that may be believed (RFC 2308 §5)
    record Absent(boolean name, Duration ttl) implements Answer {}

    /// It cannot be found out now.
    ///
    /// @param why one line
    record Failed(String why) implements Answer {}
}
