package io.staffetta.spi.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// What is known of a connection after a TLS handshake.
public interface TlsFacts {

    /// Protocol version as JSSE names it, such as `TLSv1.3`.
    String protocol();

    /// Cipher suite, such as `TLS_AES_256_GCM_SHA384`.
    String cipher();

    /// The host name the client asked for by SNI.
    Optional<String> serverName();

    /// The client's certificate chain, its own first; empty if it showed none. Verified against the
    /// listener's CAs only if [#clientVerified()].
    List<X509Certificate> clientCertificates();

    /// Whether the client's certificate was verified.
    boolean clientVerified();

    /// Channel binding data of a type such as `tls-exporter` (RFC 9266) or `tls-server-end-point`
    /// (RFC 5929); empty if the connection cannot provide it.
    Optional<byte[]> channelBinding(String type);
}
