package io.staffetta.tls.outbound.dane.dns;

import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The DNS servers to ask: those of the settings, or the system's, which may change while we run.
/// The one that answered last is first.
final class Nameservers {

    private static final long REFRESH = TimeUnit.SECONDS.toNanos(30);

    private final DnsTerms terms;
    private final List<Nameserver> fixed;
    private volatile Known known;

    Nameservers(DnsTerms terms) {
        this.terms = terms;
        fixed = terms.nameservers().stream().map(Nameserver::new).toList();
        known = new Known(fixed.isEmpty() ? ofSystem() : fixed, System.nanoTime(), 0);
    }

    /// Asks one after the other until one answers.
    ///
    /// @return a response with the code NOERROR or NXDOMAIN
    Message ask(Message query, Deadline deadline) throws DnsFailure, InterruptedException {
        var candidates = inOrder();
        var problem = new DnsFailure("timed out", false);
        for (int attempt = 0; attempt < terms.attempts(); attempt++) {
            for (var candidate : candidates.toArray(Nameserver[]::new)) {
                if (deadline.isOver()) {
                    throw problem;
                }
                try {
                    var response = candidate.ask(query, deadline.orIn(terms.timeout()));
                    int rcode = response.getRcode();
                    if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
                        prefer(candidate);
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
        return inOrder().stream().allMatch(Nameserver::isLoopback);
    }

    private List<Nameserver> inOrder() {
        var now = known;
        if (fixed.isEmpty() && System.nanoTime() - now.since() > REFRESH) {
            now = now.refreshed(ofSystem());
            known = now;
        }
        var out = new ArrayList<>(now.servers());
        Collections.rotate(out, -now.preferred());
        return out;
    }

    private void prefer(Nameserver server) {
        var now = known;
        int index = now.servers().indexOf(server);
        if (index >= 0 && index != now.preferred()) {
            known = new Known(now.servers(), now.since(), index);
        }
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

    private static List<Nameserver> ofSystem() {
        var config = new ResolvConfResolverConfigProvider();
        config.initialize();
        var servers = config.servers().stream().map(Nameserver::new).toList();
        return servers.isEmpty()
                ? List.of(
                        new Nameserver(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53)))
                : servers;
    }

    private record Known(List<Nameserver> servers, long since, int preferred) {

        Known refreshed(List<Nameserver> found) {
            return new Known(found, System.nanoTime(), found.equals(servers) ? preferred : 0);
        }
    }
}
