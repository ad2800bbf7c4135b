package io.staffetta.kernel.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An element of the configuration after interpolation and overrides, with where it came from.
///
/// @param name element name
/// @param attributes their values by name
/// @param children child elements in the order written
/// @param text trimmed text, empty if none
/// @param location for error messages
/// @param written the text before interpolation, the only form of it that may be shown: the text
///   itself may have come from a secret file
/// @param moved where attributes came from that were written elsewhere than their element
public record SettingsTree(
        String name,
        Map<String, String> attributes,
        List<SettingsTree> children,
        String text,
        Location location,
        String written,
        Map<String, Location> moved) {

    /// Where an element was written.
    ///
    /// @param file file name, or `environment variable NAME`
    /// @param line from 1; 0 if it has no line
    /// @param path such as `chain[inbound]/hook[2]`; empty for the root
    public record Location(String file, int line, String path) {

        /// The same place with another path.
        public Location withPath(String path) {
            return new Location(file, line, path);
        }
    }

    public SettingsTree {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        children = List.copyOf(children);
        moved = Map.copyOf(moved);
    }

    /// An element whose text may be shown.
    public SettingsTree(
            String name,
            Map<String, String> attributes,
            List<SettingsTree> children,
            String text,
            Location location) {
        this(name, attributes, children, text, location, text, Map.of());
    }

    /// An element without attributes and children.
    public static SettingsTree empty(String name) {
        return new SettingsTree(name, Map.of(), List.of(), "", new Location("default", 0, name));
    }

    /// The value of an attribute.
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /// Where an attribute was written, whether it is there or not.
    public Location attributeLocation(String attribute) {
        var base = moved.getOrDefault(attribute, location);
        var slash = location.path().isEmpty() ? "" : "/";
        return base.withPath(location.path() + slash + "@" + attribute);
    }

    /// The child elements of that name, in the order written.
    public List<SettingsTree> children(String child) {
        return children.stream().filter(c -> c.name().equals(child)).toList();
    }

    /// The first child element of that name.
    public Optional<SettingsTree> child(String child) {
        return children.stream().filter(c -> c.name().equals(child)).findFirst();
    }

    /// What belongs to a component: the child elements without those the kernel reads itself, and
    /// no attributes.
    ///
    /// @param kernel names of child elements that belong to the kernel
    public SettingsTree settings(Set<String> kernel) {
        Stream<SettingsTree> rest = children.stream().filter(c -> !kernel.contains(c.name()));
        return new SettingsTree(name, Map.of(), rest.toList(), text, location, written, Map.of());
    }

    /// Whether nothing is set.
    public boolean isEmpty() {
        return attributes.isEmpty() && children.isEmpty() && text.isEmpty();
    }

    /// The path alone: the text may be a secret.
    @Override
    public String toString() {
        return location.path();
    }
}
