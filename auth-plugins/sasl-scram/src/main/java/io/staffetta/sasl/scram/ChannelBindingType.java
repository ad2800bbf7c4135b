package io.staffetta.sasl.scram;

/// The types of channel binding that are served. Not `tls-unique`: TLS 1.3 has none, and below it
/// the binding is not unique (RFC 9266 §1, RFC 7627).
public enum ChannelBindingType {
    /// RFC 9266; TLS 1.3 only.
    TLS_EXPORTER("tls-exporter"),
    /// The hash of the server's certificate (RFC 5929 §4).
    TLS_SERVER_END_POINT("tls-server-end-point");

    private final String registeredName;

    ChannelBindingType(String registeredName) {
        this.registeredName = registeredName;
    }

    /// As IANA names it.
    String registeredName() {
        return registeredName;
    }
}
