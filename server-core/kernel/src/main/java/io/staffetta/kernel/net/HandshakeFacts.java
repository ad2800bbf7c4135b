package io.staffetta.kernel.net;

import io.staffetta.spi.tls.TlsFacts;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;

/// What a handshake brought out.
record HandshakeFacts(
        String protocol,
        String cipher,
        Optional<String> serverName,
        List<X509Certificate> clientCertificates,
        boolean clientVerified,
        ExtendedSSLSession session,
        ChannelBindings.Exporter exporter)
        implements TlsFacts {

    /// @param asked whether the client was asked for a certificate
    static HandshakeFacts of(
            ExtendedSSLSession session,
            boolean asked,
            ClientTrust trust,
            ChannelBindings.Exporter exporter) {
        // An engine says by an exception that there is none.
        var chain = asked ? ClientTrust.chainOf(session) : List.<X509Certificate>of();
        return new HandshakeFacts(
                ProtocolVersion.of(session),
                session.getCipherSuite(),
                serverName(session),
                chain,
                trust.verifies(chain),
                session,
                exporter);
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return ChannelBindings.of(type, session, exporter);
    }

    private static Optional<String> serverName(ExtendedSSLSession session) {
        return session.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .findFirst();
    }
}
