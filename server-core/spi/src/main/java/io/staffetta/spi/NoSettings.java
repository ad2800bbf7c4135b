package io.staffetta.spi;

/// The settings of a component that has none.
public record NoSettings() {}
