package io.staffetta.remote.dns;

import io.staffetta.dns.Deadline;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.EnhancedStatus;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Finds servers by DNS (RFC 5321 §5.1, RFC 7505). Between calls it holds no thread and no socket.
///
/// Permanent failures of a destination that the operator named have the status 4.3.5: mail waits
/// until the configuration is right.
public final class DnsMailHosts implements MailHosts {

    private static final EnhancedStatus MISCONFIGURED = new EnhancedStatus(4, 3, 5);
    private static final EnhancedStatus LOOKUP_FAILED = new EnhancedStatus(4, 4, 3);

    private final DnsSettings settings;
    private final ExchangerLookup exchangers;
    private final AddressLookup addresses;
    private final NamedHosts named;
    private final Ourselves ourselves;

    /// @param server who we are, so that mail is not sent to ourselves
    public DnsMailHosts(DnsSettings settings, Server server) {
        this.settings = settings;
        var resolver = settings.resolver();
        var random = new SecureRandom();
        exchangers = new ExchangerLookup(resolver, random);
        addresses = new AddressLookup(resolver, settings.addressFamily(), random);
        named = new NamedHosts(settings.hostsFile());
        ourselves = new Ourselves(server);
    }

    /// {@inheritDoc}
    ///
    /// An interrupt ends it with a temporary failure; the thread stays interrupted.
    @Override
    public List<MailHost> find(Destination destination) throws LookupFailure {
        try {
            return selection(destination).hosts();
        } catch (LookupFailure e) {
            throw destination.trusted() && e.status().statusClass() == 5
                    ? new LookupFailure(MISCONFIGURED, e.getMessage())
                    : e;
        }
    }

    /// Says what [#find] finds, and what it passes over and why; one line for each host.
    public List<String> explain(Destination destination) {
        var out = new ArrayList<String>();
        try {
            var selection = selection(destination);
            for (var candidate : selection.candidates()) {
                boolean passedOver = selection.isLeftOut(candidate) && !candidate.ourselves();
                out.add(
                        candidate
                                + (passedOver ? " (passed over: no better than this server)" : ""));
            }
            selection.hosts();
        } catch (LookupFailure e) {
            out.add(e.status() + " " + e.getMessage());
        }
        return out;
    }

    private Selection selection(Destination destination) throws LookupFailure {
        try {
            return isAddress(destination) ? ofAddress(destination) : ofName(destination);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LookupFailure(LOOKUP_FAILED, "DNS: interrupted");
        }
    }

    private Selection ofAddress(Destination destination) {
        var exchanger = new Exchanger("[" + destination.host() + "]", 0, false);
        var found = HostAddresses.of(List.of(InetAddress.ofLiteral(destination.host())));
        return selection(destination, List.of(candidate(destination, exchanger, found)));
    }

    private Selection ofName(Destination destination) throws LookupFailure, InterruptedException {
        var deadline = Deadline.in(settings.deadline());
        var all =
                destination.useMx()
                        ? exchangers.find(destination.host(), deadline)
                        : List.of(new Exchanger(destination.host(), 0, false));
        var considered = all.subList(0, Math.min(settings.maxHosts(), all.size()));
        var found = addresses(destination, considered, deadline);
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < found.size(); i++) {
            candidates.add(candidate(destination, considered.get(i), found.get(i)));
        }
        return selection(destination, candidates);
    }

    private Selection selection(Destination destination, List<Candidate> candidates) {
        return new Selection(destination, candidates, settings.maxAddresses());
    }

    private List<HostAddresses> addresses(
            Destination destination, List<Exchanger> considered, Deadline deadline)
            throws LookupFailure, InterruptedException {
        if (!destination.useMx() && destination.trusted()) {
            var known = named.find(destination.host());
            if (!known.isEmpty()) {
                return List.of(HostAddresses.of(known));
            }
        }
        return addresses.find(considered.stream().map(Exchanger::name).toList(), deadline);
    }

    private Candidate candidate(Destination destination, Exchanger exchanger, HostAddresses found) {
        var usable =
                found.addresses().stream()
                        .filter(settings.addressFamily()::includes)
                        .filter(address ->
                                destination.trusted()
                                        || settings.allowLoopback()
                                        || Reachable.isOrdinary(address))
                        .toList();
        return new Candidate(
                exchanger,
                found,
                usable,
                ourselves.include(exchanger, found.addresses(), destination.port()));
    }

    /// A domain is never an address, even if it consists of digits.
    private static boolean isAddress(Destination destination) {
        var host = destination.host();
        return !destination.useMx() && (host.indexOf(':') >= 0 || host.matches("[0-9.]+"));
    }
}
