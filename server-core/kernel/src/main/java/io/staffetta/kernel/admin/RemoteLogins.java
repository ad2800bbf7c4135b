package io.staffetta.kernel.admin;

import tools.jackson.core.type.TypeReference;

import java.util.Map;

/// The failed logins of a server that runs in another process.
///
/// @param connection to that server
record RemoteLogins(AdminConnection connection) implements LoginAdministration {

    @Override
    public LoginListing list(int limit) {
        return connection.call("logins.list", Map.of("limit", limit), new TypeReference<>() {});
    }

    @Override
    public void forget(String who) {
        connection.change("logins.forget", Map.of("who", who));
    }
}
