package io.staffetta.kernel.admin;

import java.util.List;

/// A plugin in force.
///
/// @param id its id
/// @param version its version
/// @param place its directory or jar
/// @param offers what it offers
public record PluginInfo(String id, String version, String place, List<Offer> offers) {

    public PluginInfo {
        offers = List.copyOf(offers);
    }

    /// Something a plugin offers.
    ///
    /// @param kind such as `hook`
    /// @param name what the operator writes in `use="…"`
    /// @param usedBy where it is used, in the order of the configuration
    public record Offer(String kind, String name, List<String> usedBy) {
        public Offer {
            usedBy = List.copyOf(usedBy);
        }
    }
}
