package io.staffetta.tls.outbound.sts;

import io.staffetta.dns.Answer;
import io.staffetta.dns.Deadline;
import io.staffetta.tls.outbound.sts.dns.Resolver;

import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Asks DNS whether a domain has a policy.
///
/// @param resolver asks
/// @param deadline for the answer
record Discovery(Resolver resolver, Duration deadline) {

    Discovered find(String domain) throws InterruptedException {
        var answer = resolver.ask("_mta-sts." + domain, Type.TXT, Deadline.in(deadline));
        return switch (answer) {
            case Answer.Found(List<Record> records, Duration ttl) -> {
                var texts =
                        records.stream()
                                .filter(TXTRecord.class::isInstance)
                                .map(record -> text((TXTRecord) record))
                                .toList();
                yield StsRecord.of(texts)
                        .<Discovered>map(record -> new Discovered.Published(record.id(), ttl))
                        .orElseGet(() -> new Discovered.Nothing(ttl));
            }
            case Answer.Absent(_, Duration ttl) -> new Discovered.Nothing(ttl);
            case Answer.Failed(String why) -> new Discovered.Unknown(why);
        };
    }

    private static String text(TXTRecord record) {
        var octets = new ByteArrayOutputStream();
        record.getStringsAsByteArrays().forEach(octets::writeBytes);
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
