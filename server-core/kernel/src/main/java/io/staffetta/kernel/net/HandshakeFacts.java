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
        ExtendedSSLSession session)
        implements TlsFacts {

    static HandshakeFacts of(ExtendedSSLSession session, ClientTrust trust) {
        var chain = ClientTrust.chainOf(session);
        return new HandshakeFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                serverName(session),
                chain,
                trust.verifies(chain),
                session);
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return ChannelBindings.of(type, session);
    }

    private static Optional<String> serverName(ExtendedSSLSession session) {
        return session.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .findFirst();
    }
}
