package io.staffetta.spi.tls;

import java.util.List;

/// What a destination published about TLS, in the words of TLS reports (RFC 8460 §4.4).
///
/// @param type of which kind
/// @param domain the policy's domain
/// @param lines `policy-string`: the lines of the MTA-STS policy, or the TLSA records in
///   presentation format
/// @param hosts `mx-host`: patterns of the policy; empty for DANE
/// @param binding whether a connection that does not fit is not used; `false` for a policy that is
///   only being tested
public record PublishedTls(
        Type type, String domain, List<String> lines, List<String> hosts, boolean binding) {

    /// Kinds of policies.
    public enum Type {
        /// TLSA records (RFC 7672).
        TLSA,
        /// MTA-STS (RFC 8461).
        STS
    }

    public PublishedTls {
        lines = List.copyOf(lines);
        hosts = List.copyOf(hosts);
    }
}
