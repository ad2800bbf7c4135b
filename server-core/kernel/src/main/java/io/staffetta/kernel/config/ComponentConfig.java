package io.staffetta.kernel.config;

/// One use of a plugin's offer.
///
/// @param use name of the offer
/// @param settings its child elements, to be bound once the plugin's settings record is known
public record ComponentConfig(String use, SettingsTree settings) {}
