package io.staffetta.dnsbl;

import io.staffetta.spi.Network;
import io.staffetta.spi.mail.Mailbox;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Who is not looked up, and whose mail is not refused.
record Exemptions(List<Network> networks, boolean postmaster) {

    private static final Set<String> CONTACTS = Set.of("postmaster", "abuse");
    private static final Network SHARED = Network.parse("100.64.0.0/10");
    private static final Network UNIQUE_LOCAL = Network.parse("fc00::/7");

    boolean includes(InetAddress client) {
        return isPrivate(client) || networks.stream().anyMatch(network -> network.contains(client));
    }

    boolean includes(Mailbox recipient) {
        return postmaster && CONTACTS.contains(recipient.localPart().toLowerCase(Locale.ROOT));
    }

    /// Of such addresses no list can know anything.
    private static boolean isPrivate(InetAddress client) {
        return client.isLoopbackAddress()
                || client.isLinkLocalAddress()
                || client.isSiteLocalAddress()
                || client.isAnyLocalAddress()
                || client.isMulticastAddress()
                || (client instanceof Inet4Address
                        ? SHARED.contains(client)
                        : UNIQUE_LOCAL.contains(client));
    }
}
