package io.staffetta.sasl.external;

/// Where in a certificate the name of an account stands.
public enum NameSource {
    /// A subject alternative name that is a mail address (RFC 5280 §4.2.1.6).
    EMAIL_ADDRESS,
    /// The attribute `emailAddress` of the subject, as old certificates have it.
    SUBJECT_EMAIL,
    /// The common name of the subject.
    COMMON_NAME
}
