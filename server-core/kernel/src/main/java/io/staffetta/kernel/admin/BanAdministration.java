package io.staffetta.kernel.admin;

import java.time.Duration;

/// What an operator can do with the bans of a running server. Throws what [Administration] throws.
/// Used by many threads.
public interface BanAdministration {

    /// The bans in force.
    ///
    /// @param limit the most entries to show, more than zero
    BanListing list(int limit);

    /// Bans a network.
    ///
    /// @param network an IP address or a network such as `192.0.2.0/24`
    /// @param time how long, more than zero
    /// @param reason one line
    /// @return the ban in force
    /// @throws IllegalArgumentException if somebody in it is exempt
    BanInfo add(String network, Duration time, String reason);

    /// Ends the bans of a network and of all in it.
    ///
    /// @return how many
    /// @throws IllegalArgumentException if there was none
    int lift(String network);
}
