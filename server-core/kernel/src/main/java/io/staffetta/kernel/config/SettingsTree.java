package io.staffetta.kernel.config;

import java.util.List;
import java.util.Map;

/// An element of the configuration after interpolation and overrides, with where it came from.
///
/// @param name element name
/// @param attributes in the order written
/// @param children child elements in the order written
/// @param text trimmed text, empty if none
/// @param location for error messages
public record SettingsTree(
        String name,
        Map<String, String> attributes,
        List<SettingsTree> children,
        String text,
        Location location) {

    /// Where an element was written.
    ///
    /// @param file file name, or how the value was overridden, such as `environment`
    /// @param line from 1; 0 if it has no line
    /// @param path such as `chain[inbound]/hook[2]`
    public record Location(String file, int line, String path) {}

    /// An element without attributes and children.
    public static SettingsTree empty(String name) {
        return new SettingsTree(name, Map.of(), List.of(), "", new Location("default", 0, name));
    }
}
