package io.staffetta.dmarc;

/// Whether a domain is one below which others register theirs (RFC 9989 §4.7, tag `psd`).
enum Psd {
    /// A public suffix.
    YES,
    /// None, but the top of an organization.
    NO,
    /// The record does not say.
    UNKNOWN
}
