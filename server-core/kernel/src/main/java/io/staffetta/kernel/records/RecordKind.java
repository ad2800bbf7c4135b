package io.staffetta.kernel.records;

import java.util.Arrays;
import java.util.Locale;

/// What a record is for.
public enum RecordKind {
    /// Where mail for the domain goes.
    MX,

    /// Addresses of the server.
    HOST,

    /// Names of the addresses of the server.
    PTR,

    /// Who may send for the domain (RFC 7208).
    SPF,

    /// Keys that mail is signed with (RFC 6376).
    DKIM,

    /// What becomes of mail that is not from the domain (RFC 9989).
    DMARC,

    /// That servers must use TLS to reach the domain (RFC 8461).
    MTA_STS,

    /// Where reports about that go (RFC 8460).
    TLS_RPT,

    /// Which keys the server has (RFC 7672).
    TLSA,

    /// Where mail programs send (RFC 6186, RFC 8314).
    SRV;

    /// As people write it, such as `mta-sts`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException with one line if there is none of that name
    public static RecordKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no such kind of record; there are "
                                        + Arrays.stream(values()).map(RecordKind::word).toList()));
    }
}
