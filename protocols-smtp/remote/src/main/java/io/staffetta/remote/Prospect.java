package io.staffetta.remote;

import io.staffetta.remote.dns.Destination;
import io.staffetta.remote.dns.LookupFailure;
import io.staffetta.remote.dns.MailHost;
import io.staffetta.remote.dns.MailHosts;
import io.staffetta.spi.tls.NextHop;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Says which servers would be tried, and with what TLS.
///
/// @param hosts finds servers
/// @param demands what the route demands
/// @param maxHosts servers to try
record Prospect(MailHosts hosts, Demands demands, int maxHosts) {

    List<String> lines(List<Destination> destinations) {
        var lines = new ArrayList<String>();
        for (var destination : destinations) {
            try {
                for (var host : hosts.find(destination)) {
                    lines.add(line(destination, host, lines.size() < maxHosts));
                }
            } catch (LookupFailure e) {
                lines.add("%s: %s %s".formatted(destination, e.status(), e.getMessage()));
            }
        }
        return lines;
    }

    private String line(Destination destination, MailHost host, boolean tried) {
        var addresses =
                host.addresses().stream()
                        .map(InetAddress::getHostAddress)
                        .collect(Collectors.joining(" "));
        return "%s: %s%s port %d at %s, %s%s"
                .formatted(
                        destination,
                        host.mx() ? "MX " + host.preference() + " " : "",
                        host.name(),
                        host.port(),
                        addresses,
                        tls(destination, host),
                        tried ? "" : ", not tried: more than max-hosts");
    }

    private String tls(Destination destination, MailHost host) {
        try {
            var nextHop = new NextHop(destination.host(), host.name(), host.port(), host.mx());
            var terms = demands.explain(nextHop);
            return "TLS %s%s by %s (%s)"
                    .formatted(
                            demands.implicitTls() ? "implicit, " : "",
                            terms.level().name().toLowerCase(Locale.ROOT),
                            terms.policy(),
                            terms.reason());
        } catch (IOException e) {
            return "TLS policy cannot be found: " + e.getMessage();
        }
    }
}
