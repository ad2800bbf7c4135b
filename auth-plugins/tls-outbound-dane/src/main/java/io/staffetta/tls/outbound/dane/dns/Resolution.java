package io.staffetta.tls.outbound.dane.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

import java.util.List;

/// What came of a question, aliases followed.
///
/// @param secure whether DNSSEC proves all of it: each alias, and the records or that there are
///   none. If not, it is proven that it cannot be proven
/// @param end the name that the aliases lead to; the one that was asked for if it is no alias
/// @param records of the type that was asked for; empty if there are none
public record Resolution(boolean secure, Name end, List<Record> records) {
    public Resolution {
        records = List.copyOf(records);
    }
}
