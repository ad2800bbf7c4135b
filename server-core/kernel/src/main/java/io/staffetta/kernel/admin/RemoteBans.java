package io.staffetta.kernel.admin;

import tools.jackson.core.type.TypeReference;

import java.time.Duration;
import java.util.Map;

/// The bans of a server that runs in another process.
///
/// @param connection to that server
record RemoteBans(AdminConnection connection) implements BanAdministration {

    @Override
    public BanListing list(int limit) {
        return connection.call("bans.list", Map.of("limit", limit), new TypeReference<>() {});
    }

    @Override
    public BanInfo add(String network, Duration time, String reason) {
        return connection.call(
                "bans.add",
                Map.of("network", network, "seconds", time.toSeconds(), "reason", reason),
                new TypeReference<>() {});
    }

    @Override
    public int lift(String network) {
        return connection.call("bans.lift", Map.of("network", network), new TypeReference<>() {});
    }
}
