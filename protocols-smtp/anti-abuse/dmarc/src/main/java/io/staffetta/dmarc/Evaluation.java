package io.staffetta.dmarc;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The evaluation of one message (RFC 9989 §5.3).
final class Evaluation {

    private final Dns dns;
    private final TreeWalk walk;
    private final String author;
    private final Identifiers identifiers;
    private final int mostIdentifiers;

    /// @param author the Author Domain
    /// @param mostIdentifiers domains of one kind whose organization is looked up at most
    Evaluation(Dns dns, String author, Identifiers identifiers, int mostIdentifiers) {
        this.dns = dns;
        this.walk = new TreeWalk(dns);
        this.author = author;
        this.identifiers = identifiers;
        this.mostIdentifiers = mostIdentifiers;
    }

    Result result() {
        try {
            var found = walk.from(author);
            var organization = TreeWalk.organization(author, found);
            var home = home(found, organization);
            if (home.isEmpty()) {
                return result("none", Optional.empty(), "no record");
            }
            var record = found.get(home.get());
            if (record == null || !record.valid()) {
                return result(
                        "permerror", Optional.empty(), "the record of " + home.get() + " is wrong");
            }
            return result(record, !home.get().equals(author), organization);
        } catch (LookupFailure e) {
            return result("temperror", Optional.empty(), reason(e));
        }
    }

    /// Where the record that applies stands (RFC 9989 §4.10.1): at the Author Domain, its
    /// organization, or the public suffix.
    private Optional<String> home(Map<String, PolicyRecord> found, String organization) {
        if (found.containsKey(author)) {
            return Optional.of(author);
        }
        if (found.containsKey(organization)) {
            return Optional.of(organization);
        }
        return found.entrySet().stream()
                .filter(entry -> entry.getValue().psd() == Psd.YES)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Result result(PolicyRecord record, boolean below, String organization)
            throws LookupFailure {
        LookupFailure trouble = null;
        try {
            var aligned = aligned("pass", record, organization);
            if (aligned.isPresent()) {
                return result(
                        "pass", Optional.of(record.of(below, true)), aligned.get() + " is aligned");
            }
        } catch (LookupFailure e) {
            trouble = e;
        }
        var unchecked = identifiers.unchecked();
        var policy = Optional.of(record.of(below, !below || exists(record)));
        if (trouble != null) {
            return result("temperror", policy, reason(trouble));
        }
        if (unchecked.isPresent()) {
            return result(
                    "temperror",
                    policy,
                    "nothing was found out by %s, whose hook stands before this one"
                            .formatted(unchecked.get()));
        }
        var uncertain = aligned("temperror", record, organization);
        return uncertain.isPresent()
                ? result("temperror", policy, uncertain.get() + " could not be checked")
                : result("fail", policy, "neither SPF nor DKIM is aligned");
    }

    /// The first identifier with that result that is aligned with the Author Domain.
    private Optional<String> aligned(String result, PolicyRecord record, String organization)
            throws LookupFailure {
        // What needs no question first, so that trouble with the DNS does not hide it.
        LookupFailure trouble = null;
        for (boolean ask : new boolean[] {false, true}) {
            try {
                var dkim = identifiers.dkim(result);
                if (any(dkim, record.strictDkim(), organization, ask)) {
                    return Optional.of("DKIM");
                }
            } catch (LookupFailure e) {
                trouble = e;
            }
            if (any(identifiers.spf(result), record.strictSpf(), organization, ask)) {
                return Optional.of("SPF");
            }
        }
        if (trouble != null) {
            throw trouble;
        }
        return Optional.empty();
    }

    private boolean any(Set<String> domains, boolean strict, String organization, boolean ask)
            throws LookupFailure {
        if (domains.contains(author)) {
            return true;
        }
        if (strict || !ask) {
            return false;
        }
        // Who is not below the organization cannot belong to it: no question is needed.
        var candidates =
                domains.stream()
                        .filter(domain -> Names.isWithin(domain, organization))
                        .limit(mostIdentifiers)
                        .toList();
        for (var candidate : candidates) {
            if (walk.organization(candidate).equals(organization)) {
                return true;
            }
        }
        return false;
    }

    /// RFC 9989 §3.2.13: a name that does not exist is one with NXDOMAIN.
    private boolean exists(PolicyRecord record) throws LookupFailure {
        if (record.nonExistent().isEmpty()) {
            return true;
        }
        return switch (dns.ipv4(author)) {
            case DnsAnswer.NoSuchName<?> _ -> false;
            case DnsAnswer.Failed<?>(var reason) -> throw new LookupFailure(reason);
            case DnsAnswer.Found<?> _, DnsAnswer.NoData<?> _ -> true;
        };
    }

    private Result result(String name, Optional<Policy> policy, String detail) {
        return new Result(name, Optional.of(author), policy, detail);
    }

    private static String reason(LookupFailure failure) {
        return String.valueOf(failure.getMessage());
    }
}
