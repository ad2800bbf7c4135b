package io.staffetta.spi.tls;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.X509ExtendedTrustManager;

/// What a listener demands of TLS.
///
/// @param start when TLS begins
/// @param required what is refused in clear
/// @param clientCertificate whether clients are asked for a certificate
/// @param clientTrust who judges certificates of clients; `null` for the system's authorities. The
///   same object for all connections of a listener
public record TlsTerms(
        Start start,
        Required required,
        ClientCertificate clientCertificate,
        @Nullable X509ExtendedTrustManager clientTrust) {

    /// When TLS begins.
    public enum Start {
        /// Never: STARTTLS is neither announced nor accepted.
        NEVER,
        /// When the client asks by STARTTLS.
        STARTTLS,
        /// With the first octet (RFC 8314).
        IMPLICIT
    }

    /// What is refused in clear with `530 5.7.0`.
    public enum Required {
        /// Nothing.
        NOTHING,
        /// AUTH.
        AUTH,
        /// AUTH and MAIL.
        MAIL
    }

    /// Whether clients are asked for a certificate.
    public enum ClientCertificate {
        /// No.
        NONE,
        /// Asked; a client without one is served.
        REQUEST,
        /// The handshake fails without one.
        REQUIRE
    }

    /// Terms under which the system's authorities judge clients.
    public TlsTerms(Start start, Required required, ClientCertificate clientCertificate) {
        this(start, required, clientCertificate, null);
    }

    public TlsTerms {
        if (start == Start.NEVER
                && (required != Required.NOTHING || clientCertificate != ClientCertificate.NONE)) {
            throw new IllegalArgumentException("TLS cannot be required where it never starts");
        }
    }
}
