package io.staffetta.remote.dns;

import io.staffetta.dns.Answer;
import io.staffetta.dns.Deadline;
import io.staffetta.dns.Question;
import io.staffetta.dns.StubResolver;
import io.staffetta.spi.mail.EnhancedStatus;

import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Finds the mail exchangers of a domain (RFC 5321 §5.1).
final class ExchangerLookup {

    private static final EnhancedStatus NO_SUCH_DOMAIN = new EnhancedStatus(5, 1, 2);
    private static final EnhancedStatus NULL_MX = new EnhancedStatus(5, 1, 10);
    private static final EnhancedStatus UNROUTABLE = new EnhancedStatus(5, 4, 4);
    private static final EnhancedStatus LOOKUP_FAILED = new EnhancedStatus(4, 4, 3);

    /// Underscores are not for host names, but they are found in them.
    private static final Pattern HOST = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");

    /// No top-level domain is a number: this is an address where a name belongs.
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+");

    private final StubResolver resolver;
    private final RandomGenerator random;

    ExchangerLookup(StubResolver resolver, RandomGenerator random) {
        this.resolver = resolver;
        this.random = random;
    }

    /// The exchangers, best first, those of equal preference in random order. A domain without MX
    /// records is its own exchanger.
    List<Exchanger> find(String domain, Deadline deadline)
            throws LookupFailure, InterruptedException {
        var answer = resolver.ask(new Question(name(domain), Type.MX), deadline);
        return switch (answer) {
            case Answer.Found found -> exchangers(domain, found);
            case Answer.Absent(boolean exists, _) when exists ->
                    List.of(new Exchanger(domain, 0, false));
            case Answer.Absent _ ->
                    throw new LookupFailure(
                            NO_SUCH_DOMAIN, "the domain " + domain + " does not exist");
            case Answer.Failed(String why) -> throw new LookupFailure(LOOKUP_FAILED, "DNS: " + why);
        };
    }

    /// @throws LookupFailure if it is too long for DNS
    static Name name(String host) throws LookupFailure {
        try {
            return Name.fromString(host, Name.root);
        } catch (TextParseException e) {
            throw new LookupFailure(NO_SUCH_DOMAIN, host + " cannot be a name in DNS");
        }
    }

    private List<Exchanger> exchangers(String domain, Answer.Found found) throws LookupFailure {
        var records =
                found.records().stream()
                        .filter(MXRecord.class::isInstance)
                        .map(MXRecord.class::cast)
                        .toList();
        if (records.stream().allMatch(record -> record.getTarget().equals(Name.root))) {
            throw new LookupFailure(NULL_MX, "the domain " + domain + " takes no mail (null MX)");
        }
        var out = new ArrayList<Exchanger>();
        for (var record : records) {
            var target = record.getTarget().toString(true).toLowerCase(Locale.ROOT);
            if (HOST.matcher(target).matches() && !NUMBER.matcher(target).matches()) {
                out.add(new Exchanger(target, record.getPriority(), true));
            }
        }
        if (out.isEmpty()) {
            throw new LookupFailure(
                    UNROUTABLE,
                    "no MX record of " + domain + " names a host, only what cannot be one");
        }
        Collections.shuffle(out, random);
        out.sort(Comparator.comparingInt(Exchanger::preference));
        return out;
    }
}
