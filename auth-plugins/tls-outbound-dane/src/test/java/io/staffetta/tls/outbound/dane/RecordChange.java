package io.staffetta.tls.outbound.dane;

import org.xbill.DNS.Record;
import org.xbill.DNS.TLSARecord;

import java.util.Optional;

/// What someone on the way makes of a record.
interface RecordChange {

    Optional<Record> of(Record record);

    /// Another certificate.
    static Optional<Record> spoil(Record record) {
        var tlsa = (TLSARecord) record;
        var data = tlsa.getCertificateAssociationData().clone();
        data[0] ^= 1;
        return Optional.of(
                new TLSARecord(
                        tlsa.getName(),
                        tlsa.getDClass(),
                        tlsa.getTTL(),
                        tlsa.getCertificateUsage(),
                        tlsa.getSelector(),
                        tlsa.getMatchingType(),
                        data));
    }
}
