package io.staffetta.acme;

import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Locale;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Answers tls-alpn-01 (RFC 8737): a handshake with a certificate for the purpose, and nothing
/// more.
final class TlsAlpnAnswers implements Answers {

    private final AlpnKeys keys = new AlpnKeys();
    private final SSLContext context;
    private final ChallengeListener listener;

    TlsAlpnAnswers(AcmeSettings settings) throws IOException {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
        } catch (GeneralSecurityException e) {
            throw new IOException("tls-alpn-01: " + e.getMessage(), e);
        }
        listener =
                ChallengeListener.open(
                        "tls-alpn-01",
                        settings.tlsAlpnAddress(),
                        settings.maxConnections(),
                        settings.connectionTimeout(),
                        this::hold);
    }

    @Override
    public Challenge prepare(Authorization authorization) throws OrderFailure {
        var challenge = Answers.find(authorization, TlsAlpn01Challenge.class, "tls-alpn-01");
        var identifier = authorization.getIdentifier();
        keys.add(
                identifier.getDomain().toLowerCase(Locale.ROOT),
                challenge.createCertificate(keys.pair(), identifier));
        return challenge;
    }

    @Override
    public void close() {
        listener.close();
    }

    private void hold(Socket plain) throws IOException {
        var layered =
                context.getSocketFactory()
                        .createSocket(
                                plain,
                                plain.getInetAddress().getHostAddress(),
                                plain.getPort(),
                                true);
        try (var socket = (SSLSocket) layered) {
            socket.setUseClientMode(false);
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(
                    new String[] {TlsAlpn01Challenge.ACME_TLS_1_PROTOCOL});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }
}
