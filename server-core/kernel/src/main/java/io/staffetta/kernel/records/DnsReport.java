package io.staffetta.kernel.records;

import java.util.List;

/// The records a domain needs, compared with those it has.
///
/// @param domain in A-labels
/// @param hostname of the server
/// @param records by kind
/// @param policy the file that goes with MTA-STS
public record DnsReport(
        String domain, String hostname, List<RecordCheck> records, PolicyFile policy) {

    public DnsReport {
        records = List.copyOf(records);
    }

    /// A file that a web server has to serve.
    ///
    /// @param url where
    /// @param content what, lines ended by LF
    public record PolicyFile(String url, String content) {}

    /// Whether nothing is left to do.
    public boolean well() {
        return records.stream().allMatch(RecordCheck::well);
    }
}
