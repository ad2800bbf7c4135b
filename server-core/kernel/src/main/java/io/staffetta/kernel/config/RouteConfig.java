package io.staffetta.kernel.config;

/// One route.
///
/// @param name unique; the patterns it is for unless the operator named it; empty only if something
///   of it could not be read
/// @param domain a domain, `.example.org` for its sub-domains, `local` for all local domains, or
///   `*`; empty for a route that only hooks lead to
/// @param sender a mailbox, a domain, `.example.org` for its sub-domains, or `<>` for the null
///   reverse-path; empty for any sender
/// @param transport which transport, and its settings
public record RouteConfig(String name, String domain, String sender, ComponentConfig transport) {

    /// The name of a route that has none of its own.
    static String defaultName(String domain, String sender) {
        return sender.isEmpty() ? domain : domain + " from " + sender;
    }
}
