package io.staffetta.kernel.admin;

import java.util.List;

/// Bans, as many as were asked for.
///
/// @param total how many there are
/// @param entries those that end last first
public record BanListing(int total, List<BanInfo> entries) {

    public BanListing {
        entries = List.copyOf(entries);
    }
}
