package io.staffetta.tls.outbound.dane.dns;

import io.staffetta.dns.Deadline;
import io.staffetta.dns.Nameserver;
import io.staffetta.dns.Nameservers;

import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

import java.io.IOException;
import java.net.SocketTimeoutException;

/// Asks DNS servers for answers with signatures.
final class Asking {

    private final DnsTerms terms;
    private final Nameservers servers;

    Asking(DnsTerms terms) {
        this.terms = terms;
        servers = new Nameservers(terms.nameservers());
    }

    /// Asks one after the other until one answers.
    ///
    /// @return a response with the code NOERROR or NXDOMAIN
    Message ask(Message query, Deadline deadline) throws DnsFailure, InterruptedException {
        var candidates = servers.inOrder();
        var problem = new DnsFailure("timed out", false);
        for (int attempt = 0; attempt < terms.attempts(); attempt++) {
            for (var candidate : candidates.toArray(Nameserver[]::new)) {
                if (deadline.isOver()) {
                    throw problem;
                }
                try {
                    var response =
                            candidate.askForSignatures(query, deadline.orIn(terms.timeout()));
                    int rcode = response.getRcode();
                    if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
                        servers.prefer(candidate);
                        return response;
                    }
                    candidates.remove(candidate);
                    problem =
                            new DnsFailure(
                                    candidate + " says " + Rcode.string(rcode), isBogus(response));
                } catch (SocketTimeoutException e) {
                    problem = new DnsFailure(candidate + " timed out", e, false);
                } catch (IOException e) {
                    problem = new DnsFailure(candidate + ": " + e.getMessage(), e, false);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        throw problem;
    }

    /// Whether all of them are on this machine.
    boolean areLocal() {
        return servers.inOrder().stream().allMatch(Nameserver::isLoopback);
    }

    /// Whether a validating resolver says that it found what it must not believe (RFC 8914 §4).
    private static boolean isBogus(Message response) {
        var options = response.getOPT();
        return options != null
                && options.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                        .filter(ExtendedErrorCodeOption.class::isInstance)
                        .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                        .anyMatch(code ->
                                code >= ExtendedErrorCodeOption.DNSSEC_BOGUS
                                        && code <= ExtendedErrorCodeOption.NSEC_MISSING);
    }
}
