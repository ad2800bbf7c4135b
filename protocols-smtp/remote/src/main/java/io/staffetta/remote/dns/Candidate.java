package io.staffetta.remote.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/// A host of a destination and what was found out about it.
///
/// @param addresses all of them, usable or not
/// @param usable those that mail may be sent to, in the order to try
/// @param ourselves whether it is this server
record Candidate(
        Exchanger exchanger, HostAddresses addresses, List<InetAddress> usable, boolean ourselves) {
    Candidate {
        usable = List.copyOf(usable);
    }

    /// Whether it is unknown if there are addresses.
    boolean isUncertain() {
        return usable.isEmpty() && addresses.trouble().isPresent();
    }

    /// Whether there are addresses, but none that mail may be sent to.
    boolean isRefused() {
        return usable.isEmpty() && !addresses.addresses().isEmpty();
    }

    MailHost host(int port, List<InetAddress> taken) {
        return new MailHost(exchanger.name(), port, exchanger.preference(), exchanger.mx(), taken);
    }

    /// For operators.
    @Override
    public String toString() {
        var name = (exchanger.mx() ? "MX " + exchanger.preference() + " " : "") + exchanger.name();
        var shown =
                addresses.addresses().stream()
                        .map(address ->
                                "["
                                        + address.getHostAddress()
                                        + "]"
                                        + (usable.contains(address) ? "" : " (refused)"))
                        .collect(Collectors.joining(" "));
        var note = ourselves ? " (this server)" : "";
        return name
                + note
                + ": "
                + (shown.isEmpty() ? addresses.trouble().orElse("no address") : shown);
    }
}
