package io.staffetta.tls.outbound.dane.dns;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the responses to one question, following aliases from one to the next. Only what hangs
/// together with the question counts.
final class AliasReading {

    private static final int MOST_ALIASES = 12;

    private final int type;
    private final Set<Name> seen = new HashSet<>();
    private Name name;
    private boolean secure = true;
    private long ttl = Integer.MAX_VALUE;
    private List<Record> found = List.of();

    AliasReading(Question question) {
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
    /// @throws DnsFailure if aliases lead nowhere
    boolean take(Authenticator.Authenticated response) throws DnsFailure {
        secure &= response.secure();
        var message = response.message();
        var answers = message.getSection(Section.ANSWER);
        boolean moved = false;
        while (ofName(answers, type).isEmpty()) {
            var alias = ofName(answers, Type.CNAME);
            if (alias.isEmpty()) {
                return isAbsent(message, moved);
            }
            keepAsLongAs(answers, alias, Type.CNAME);
            follow((CNAMERecord) alias.getFirst());
            moved = true;
        }
        found = ofName(answers, type);
        keepAsLongAs(answers, found, type);
        return true;
    }

    /// After [#take] said that the answer is complete.
    Resolution resolution() {
        return new Resolution(secure, name, found);
    }

    /// How long that may be kept.
    Duration ttl() {
        return Duration.ofSeconds(Math.max(0, ttl));
    }

    private boolean isAbsent(Message response, boolean moved) {
        if (moved && response.getRcode() != Rcode.NXDOMAIN) {
            return false;
        }
        keepFor(
                response.getSection(Section.AUTHORITY).stream()
                        .filter(SOARecord.class::isInstance)
                        .map(SOARecord.class::cast)
                        .mapToLong(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
                        .findFirst()
                        .orElse(0));
        return true;
    }

    private void follow(CNAMERecord alias) throws DnsFailure {
        name = alias.getTarget();
        if (!seen.add(name)) {
            throw new DnsFailure("aliases lead in a circle", false);
        }
        if (seen.size() > MOST_ALIASES) {
            throw new DnsFailure("more than " + MOST_ALIASES + " aliases", false);
        }
    }

    /// No longer than the records may be, nor than their signatures hold (RFC 4035 §5.3.3).
    private void keepAsLongAs(List<Record> answers, List<Record> records, int covered) {
        records.forEach(record -> keepFor(record.getTTL()));
        var now = Instant.now();
        ofName(answers, Type.RRSIG).stream()
                .map(RRSIGRecord.class::cast)
                .filter(signature -> signature.getTypeCovered() == covered)
                .forEach(signature ->
                        keepFor(
                                Math.min(
                                        signature.getOrigTTL(),
                                        Duration.between(now, signature.getExpire()).toSeconds())));
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
