package io.staffetta.testkit;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The records of a [TestDns].
final class TestDnsZone {

    private final List<Record> records = new CopyOnWriteArrayList<>();
    private volatile int negativeTtl = 300;

    void add(Record record) {
        records.add(record);
    }

    void remove(Name name) {
        records.removeIf(record -> record.getName().equals(name));
    }

    void negativeTtl(int seconds) {
        negativeTtl = seconds;
    }

    /// Completes a response as a recursive server would, with all aliases that are known here.
    void answer(Name asked, int type, Message response) {
        var name = asked;
        var seen = new HashSet<Name>();
        while (seen.add(name)) {
            var found = of(name, type);
            found.forEach(record -> response.addRecord(record, Section.ANSWER));
            if (!found.isEmpty()) {
                return;
            }
            var alias = of(name, Type.CNAME);
            if (alias.isEmpty()) {
                deny(name, response);
                return;
            }
            response.addRecord(alias.getFirst(), Section.ANSWER);
            name = ((CNAMERecord) alias.getFirst()).getTarget();
        }
    }

    private void deny(Name name, Message response) {
        if (records.stream().noneMatch(record -> record.getName().subdomain(name))) {
            response.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        response.getHeader().setFlag(Flags.AA);
        var soa =
                new SOARecord(
                        Name.root,
                        DClass.IN,
                        negativeTtl,
                        Name.root,
                        Name.root,
                        1,
                        1,
                        1,
                        1,
                        negativeTtl);
        response.addRecord(soa, Section.AUTHORITY);
    }

    private List<Record> of(Name name, int type) {
        return records.stream()
                .filter(record -> record.getType() == type && record.getName().equals(name))
                .toList();
    }
}
