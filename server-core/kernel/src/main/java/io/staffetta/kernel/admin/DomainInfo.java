package io.staffetta.kernel.admin;

/// A local domain.
///
/// @param name the domain
/// @param configured whether the configuration file names it, so that it can be removed there only
public record DomainInfo(String name, boolean configured) {}
