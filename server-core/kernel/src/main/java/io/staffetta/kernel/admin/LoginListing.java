package io.staffetta.kernel.admin;

import java.util.List;

/// Failed logins, as many as were asked for.
///
/// @param total how many entries there are
/// @param entries those with the most failures first
public record LoginListing(int total, List<LoginFailures> entries) {

    public LoginListing {
        entries = List.copyOf(entries);
    }
}
