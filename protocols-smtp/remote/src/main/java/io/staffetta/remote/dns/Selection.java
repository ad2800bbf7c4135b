package io.staffetta.remote.dns;

import io.staffetta.spi.mail.EnhancedStatus;

import java.util.ArrayList;
import java.util.List;

/// Chooses among the hosts of a destination.
///
/// @param destination what they are hosts of
/// @param candidates best first
/// @param maxAddresses most addresses of all hosts together
record Selection(Destination destination, List<Candidate> candidates, int maxAddresses) {

    private static final EnhancedStatus LOOKUP_FAILED = new EnhancedStatus(4, 4, 3);
    private static final EnhancedStatus NO_SUCH_DOMAIN = new EnhancedStatus(5, 1, 2);
    private static final EnhancedStatus UNROUTABLE = new EnhancedStatus(5, 4, 4);
    private static final EnhancedStatus LOOP = new EnhancedStatus(5, 4, 6);

    Selection {
        candidates = List.copyOf(candidates);
    }

    /// The hosts to try, in order.
    ///
    /// @throws LookupFailure if there are none
    List<MailHost> hosts() throws LookupFailure {
        var out = new ArrayList<MailHost>();
        int room = maxAddresses;
        for (var candidate : better()) {
            int taken = Math.min(room, candidate.usable().size());
            if (taken > 0) {
                room -= taken;
                out.add(candidate.host(destination.port(), candidate.usable().subList(0, taken)));
            }
        }
        if (out.isEmpty()) {
            throw failure();
        }
        return out;
    }

    /// Whether a host is left out because it is no better than this server: it would send the mail
    /// here, or to where we send it (RFC 5321 §5.1).
    boolean isLeftOut(Candidate candidate) {
        return candidates.stream()
                .anyMatch(other ->
                        other.ourselves()
                                && other.exchanger().preference()
                                        <= candidate.exchanger().preference());
    }

    private List<Candidate> better() {
        return candidates.stream().filter(candidate -> !isLeftOut(candidate)).toList();
    }

    private LookupFailure failure() {
        var name = destination.host();
        var better = better();
        var uncertain = better.stream().filter(Candidate::isUncertain).findFirst();
        if (uncertain.isPresent()) {
            return new LookupFailure(
                    LOOKUP_FAILED, "DNS: " + uncertain.get().addresses().trouble().orElseThrow());
        }
        if (better.size() < candidates.size()) {
            return new LookupFailure(LOOP, "mail for " + name + " loops back to this server");
        }
        var refused = better.stream().filter(Candidate::isRefused).findFirst();
        if (refused.isPresent()) {
            return new LookupFailure(
                    UNROUTABLE,
                    "%s leads to an address that mail is not sent to: %s"
                            .formatted(
                                    name,
                                    refused.get()
                                            .addresses()
                                            .addresses()
                                            .getFirst()
                                            .getHostAddress()));
        }
        if (better.stream().anyMatch(candidate -> candidate.exchanger().mx())) {
            return new LookupFailure(UNROUTABLE, "no MX host of " + name + " has an address");
        }
        return better.stream().anyMatch(candidate -> candidate.addresses().exists())
                ? new LookupFailure(UNROUTABLE, name + " has neither a mail server nor an address")
                : new LookupFailure(NO_SUCH_DOMAIN, name + " does not exist");
    }
}
