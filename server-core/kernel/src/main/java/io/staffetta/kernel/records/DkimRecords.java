package io.staffetta.kernel.records;

import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.dkim.KeyState;
import io.staffetta.kernel.dkim.PublishedKey;
import io.staffetta.kernel.dkim.StoredKey;
import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The public halves of the keys that mail is signed with, now or soon.
///
/// @param inquiry what is asked about
/// @param keys of all domains
record DkimRecords(Inquiry inquiry, DkimKeys keys) {

    List<RecordCheck> check() {
        var checks = new ArrayList<RecordCheck>();
        var stored = keys.of(inquiry.domain());
        for (var key : stored) {
            if (key.state() != KeyState.RETIRED) {
                checks.add(checked(key));
            }
        }
        if (stored.stream().noneMatch(key -> key.state() == KeyState.ACTIVE)) {
            checks.add(nothingSigned(stored.isEmpty()));
        }
        return checks;
    }

    /// Compares a key with what is published.
    ///
    /// @param wanted the record as it should be
    static RecordCheck compare(StoredKey key, String wanted, Dns dns) {
        var check = RecordCheck.missing(RecordKind.DKIM, key.dnsName(), "TXT", List.of(wanted));
        return switch (dns.text(key.dnsName())) {
            case DnsAnswer.Failed<String>(var reason) -> check.unknown(reason);
            case DnsAnswer.NoData<String> _ -> check;
            case DnsAnswer.NoSuchName<String> _ -> check;
            case DnsAnswer.Found<String>(var found) -> compare(check, wanted, found);
        };
    }

    private static RecordCheck compare(RecordCheck check, String wanted, List<String> found) {
        var different = check.published(found, Status.DIFFERENT);
        if (found.size() > 1) {
            return different.noting("there must be one text only (RFC 6376 §3.6.2.2)");
        }
        var fault = PublishedKey.fault(wanted, found.getFirst());
        if (fault.isPresent()) {
            return different.noting(fault.get());
        }
        return PublishedKey.isTesting(found.getFirst())
                ? check.kept(found).noting("t=y: verifiers treat mail as if it were not signed")
                : check.kept(found);
    }

    private RecordCheck checked(StoredKey key) {
        try {
            var check = compare(key, keys.record(key), inquiry.dns());
            return check.note().isEmpty()
                    ? check.noting("%s, %s".formatted(key.algorithm().tag(), key.state().word()))
                    : check;
        } catch (UncheckedIOException e) {
            var reason = e.getCause() == null ? e : e.getCause();
            return RecordCheck.missing(RecordKind.DKIM, key.dnsName(), "TXT", List.of())
                    .unknown(String.valueOf(reason.getMessage()));
        }
    }

    private RecordCheck nothingSigned(boolean noKey) {
        return RecordCheck.missing(
                        RecordKind.DKIM, "_domainkey." + inquiry.domain(), "TXT", List.of())
                .noting(
                        noKey
                                ? "there is no key: staffetta dkim create " + inquiry.domain()
                                : "no key is active: staffetta dkim activate");
    }
}
