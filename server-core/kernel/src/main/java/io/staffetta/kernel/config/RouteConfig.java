package io.staffetta.kernel.config;

/// One route.
///
/// @param domain a domain, `.example.org` for its sub-domains, `local` for all local domains, or
///   `*`
/// @param transport which transport, and its settings
public record RouteConfig(String domain, ComponentConfig transport) {}
