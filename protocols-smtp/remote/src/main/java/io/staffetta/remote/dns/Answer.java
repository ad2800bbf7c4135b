package io.staffetta.remote.dns;

import org.xbill.DNS.Record;

import java.util.List;

/// What came of a question, aliases followed.
sealed interface Answer {

    /// @param records of the type that was asked for; at least one
    record Found(List<Record> records) implements Answer {
        public Found {
            records = List.copyOf(records);
        }
    }

    /// There are no such records.
    ///
    /// @param name whether the name exists with records of other types
    record Absent(boolean name) implements Answer {}

    /// It cannot be found out now.
    ///
    /// @param why one line
    record Failed(String why) implements Answer {}
}
