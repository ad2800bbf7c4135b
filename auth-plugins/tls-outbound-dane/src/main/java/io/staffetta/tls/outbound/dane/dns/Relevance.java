package io.staffetta.tls.outbound.dane.dns;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Leaves of a response only what may bear upon the question, in the order of its aliases. The
/// validator takes the whole response for unsigned as soon as it comes upon one record of an
/// unsigned zone, whatever that zone has to do with the question; so whoever forges a response
/// would need nothing but such a record.
final class Relevance {

    private static final Set<Integer> PROOFS = Set.of(Type.NSEC, Type.NSEC3);
    private static final int MOST_ALIASES = 30;

    private final Message response;
    private final int type;
    private final Set<Name> chain = new LinkedHashSet<>();
    private final Set<Record> answers = new LinkedHashSet<>();
    private Name end;

    private Relevance(Message response) {
        this.response = response;
        type = response.getQuestion().getType();
        end = response.getQuestion().getName();
    }

    /// @param response is changed
    static Message only(Message response) {
        new Relevance(response).apply();
        return response;
    }

    private void apply() {
        chain.add(end);
        boolean found = take(end, type);
        while (!found && type != Type.CNAME && follow()) {
            found = take(end, type);
        }
        var proofs = proofs();
        response.removeAllRecords(Section.ANSWER);
        response.removeAllRecords(Section.AUTHORITY);
        answers.forEach(record -> response.addRecord(record, Section.ANSWER));
        proofs.forEach(record -> response.addRecord(record, Section.AUTHORITY));
        if (!found && proofs.isEmpty()) {
            // Makes the validator find out whether the name's own zone is signed, and nothing else.
            response.addRecord(
                    new SOARecord(end, DClass.IN, 0, end, end, 0, 0, 0, 0, 0), Section.AUTHORITY);
        }
    }

    /// Takes the records of a name from the answer, with signatures of zones that the name may be
    /// in.
    private boolean take(Name name, int wanted) {
        boolean found = false;
        for (var record : response.getSection(Section.ANSWER)) {
            if (record.getName().equals(name)) {
                boolean meant = record.getType() == wanted;
                found |= meant;
                if (meant || isSignature(record, wanted)) {
                    answers.add(record);
                }
            }
        }
        return found;
    }

    /// Takes the next alias.
    private boolean follow() {
        for (var record : response.getSection(Section.ANSWER)) {
            if (record instanceof DNAMERecord && isBelow(end, record.getName())) {
                take(record.getName(), Type.DNAME);
                break;
            }
        }
        if (!take(end, Type.CNAME)) {
            return false;
        }
        for (var record : List.copyOf(answers)) {
            if (record instanceof CNAMERecord alias && alias.getName().equals(end)) {
                end = alias.getTarget();
                return chain.add(end) && chain.size() < MOST_ALIASES;
            }
        }
        return false;
    }

    /// Signed records that deny something in a zone that one of the names may be in; with its SOA.
    private Set<Record> proofs() {
        var out = new LinkedHashSet<Record>();
        var authority = response.getSection(Section.AUTHORITY);
        for (var record : authority) {
            if (record instanceof RRSIGRecord signature && isProof(signature)) {
                for (var signed : authority) {
                    if (signed.getType() == signature.getTypeCovered()
                            && signed.getName().equals(signature.getName())) {
                        out.add(signed);
                        out.add(signature);
                    }
                }
            }
        }
        return out;
    }

    private boolean isProof(RRSIGRecord signature) {
        int covered = signature.getTypeCovered();
        return (PROOFS.contains(covered) || covered == Type.SOA)
                && isSignature(signature, covered)
                && chain.stream().anyMatch(name -> name.subdomain(signature.getSigner()));
    }

    private static boolean isSignature(Record record, int covered) {
        return record instanceof RRSIGRecord signature
                && signature.getTypeCovered() == covered
                && signature.getName().subdomain(signature.getSigner());
    }

    private static boolean isBelow(Name name, Name other) {
        return name.subdomain(other) && !name.equals(other);
    }
}
