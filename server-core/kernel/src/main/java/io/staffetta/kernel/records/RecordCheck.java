package io.staffetta.kernel.records;

import java.util.List;

/// A set of records as it should be and as it is.
///
/// @param kind what it is for
/// @param name of the records, without final dot
/// @param type such as `MX`
/// @param wanted their data as in a zone file, though texts without quotes
/// @param published likewise
/// @param status how these compare
/// @param note what is to be said besides, one line; empty for nothing
public record RecordCheck(
        RecordKind kind,
        String name,
        String type,
        List<String> wanted,
        List<String> published,
        Status status,
        String note) {

    public RecordCheck {
        wanted = List.copyOf(wanted);
        published = List.copyOf(published);
    }

    /// How what is published compares.
    public enum Status {
        /// It is as it should be.
        OK,

        /// There is nothing.
        MISSING,

        /// There is something else.
        DIFFERENT,

        /// It cannot be told: the DNS did not answer, or we do not know what should be there.
        UNKNOWN,

        /// It is not there, or was not asked for, and need not be.
        OPTIONAL
    }

    /// Whether nothing is left to do.
    public boolean well() {
        return status == Status.OK || status == Status.OPTIONAL;
    }

    static RecordCheck missing(RecordKind kind, String name, String type, List<String> wanted) {
        return new RecordCheck(kind, name, type, wanted, List.of(), Status.MISSING, "");
    }

    RecordCheck published(List<String> present, Status compared) {
        return new RecordCheck(kind, name, type, wanted, present, compared, note);
    }

    RecordCheck noting(String text) {
        return new RecordCheck(kind, name, type, wanted, published, status, text);
    }

    /// As it should be; what is published stays as it is.
    RecordCheck kept(List<String> present) {
        return new RecordCheck(kind, name, type, present, present, Status.OK, note);
    }

    RecordCheck unknown(String reason) {
        return new RecordCheck(kind, name, type, wanted, published, Status.UNKNOWN, reason);
    }

    RecordCheck optional(String reason) {
        return new RecordCheck(kind, name, type, wanted, published, Status.OPTIONAL, reason);
    }
}
