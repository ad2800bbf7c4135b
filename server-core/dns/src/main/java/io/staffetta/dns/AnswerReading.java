package io.staffetta.dns;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the responses to one question, following aliases from one to the next. Only what hangs
/// together with the question counts; whatever else a response holds is passed over.
final class AnswerReading {

    private final AnswerLimits limits;
    private final int type;
    private final Set<Name> seen = new HashSet<>();
    private Name name;
    private long ttl = Integer.MAX_VALUE;
    private List<Record> found = List.of();
    private boolean exists;

    AnswerReading(Question question, AnswerLimits limits) {
        this.limits = limits;
        type = question.type();
        name = question.name();
        seen.add(name);
    }

    /// What to ask next.
    Question question() {
        return new Question(name, type);
    }

    /// Reads a response to [#question()].
    ///
    /// @return whether the answer is complete; else the next question has to be asked
    /// @throws IOException if the response makes no sense or is too much
    boolean take(Message response) throws IOException {
        if (response.numBytes() > limits.octets()) {
            throw new IOException("the answer has more than " + limits.octets() + " octets");
        }
        var answers = response.getSection(Section.ANSWER);
        boolean moved = false;
        while (ofName(answers, type).isEmpty()) {
            var alias = ofName(answers, Type.CNAME);
            if (alias.isEmpty()) {
                return isAbsent(response, moved);
            }
            follow((CNAMERecord) alias.getFirst());
            moved = true;
        }
        found = ofName(answers, type);
        if (found.size() > limits.records()) {
            throw new IOException("the answer has more than " + limits.records() + " records");
        }
        found.forEach(record -> keepFor(record.getTTL()));
        return true;
    }

    /// After [#take] said that the answer is complete.
    Answer answer() {
        var kept = Duration.ofSeconds(ttl);
        return found.isEmpty() ? new Answer.Absent(exists, kept) : new Answer.Found(found, kept);
    }

    private boolean isAbsent(Message response, boolean moved) throws IOException {
        boolean denied = response.getRcode() == Rcode.NXDOMAIN;
        if (moved && !denied) {
            return false;
        }
        var authority = response.getSection(Section.AUTHORITY);
        var soa = authority.stream().filter(SOARecord.class::isInstance).findFirst();
        if (soa.isEmpty()
                && !response.getHeader().getFlag(Flags.AA)
                && authority.stream().anyMatch(NSRecord.class::isInstance)) {
            throw new IOException("is referred to other servers: the server does not recurse");
        }
        exists = !denied;
        keepFor(
                soa.map(SOARecord.class::cast)
                        .map(record -> Math.min(record.getTTL(), record.getMinimum()))
                        .orElse(0L));
        return true;
    }

    private void follow(CNAMERecord alias) throws IOException {
        keepFor(alias.getTTL());
        name = alias.getTarget();
        if (!seen.add(name)) {
            throw new IOException("aliases lead in a circle");
        }
        if (seen.size() > limits.aliases() + 1) {
            throw new IOException("more than " + limits.aliases() + " aliases");
        }
    }

    /// A TTL with the highest bit set means 0 (RFC 2181 §8).
    private void keepFor(long seconds) {
        ttl = Math.min(ttl, seconds > Integer.MAX_VALUE ? 0 : seconds);
    }

    private List<Record> ofName(List<Record> records, int wanted) {
        return records.stream()
                .filter(record -> record.getType() == wanted)
                .filter(record -> record.getDClass() == DClass.IN)
                .filter(record -> record.getName().equals(name))
                .toList();
    }
}
