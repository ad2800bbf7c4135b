package io.staffetta.relay;

import java.util.List;

/// Settings of the permit `networks`.
///
/// @param networks IP networks such as `10.0.0.0/8` or `2001:db8::/32`, or single addresses; at
///   least one
/// @param unixSockets whether clients of a UNIX socket, which have no address, are permitted; not
///   by default
public record NetworksSettings(List<String> networks, boolean unixSockets) {

    public NetworksSettings {
        networks = networks == null ? List.of() : List.copyOf(networks);
        if (networks.isEmpty() && !unixSockets) {
            throw new IllegalArgumentException(
                    "network is missing: name at least one, such as 10.0.0.0/8");
        }
        networks.forEach(Network::parse);
    }

    List<Network> parsed() {
        return networks.stream().map(Network::parse).toList();
    }
}
