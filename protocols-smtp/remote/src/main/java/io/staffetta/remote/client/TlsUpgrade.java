package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.tls.OutboundTerms.Level;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// Puts TLS upon a connection, as the terms demand.
final class TlsUpgrade {

    private static final EnhancedStatus NO_TLS = new EnhancedStatus(4, 7, 4);
    private static final EnhancedStatus NOT_TRUSTED = new EnhancedStatus(4, 7, 5);

    private final Opening opening;
    private final boolean clearWouldDo;

    TlsUpgrade(Opening opening) {
        this.opening = opening;
        this.clearWouldDo =
                opening.terms().level() == Level.MAY
                        && !opening.implicitTls()
                        && opening.credentials().isEmpty();
    }

    /// Performs the handshake; the link speaks TLS afterwards.
    ///
    /// @return protocol and cipher
    String perform(Link link, TcpWire wire) throws OpeningFailure {
        var limit = opening.limits().handshake();
        var watchdog = new Watchdog(wire, limit.toNanos());
        try {
            var socket = socket(wire.connection());
            socket.startHandshake();
            checkName(socket);
            var session = socket.getSession();
            link.replace(new TcpWire(wire.connection(), socket));
            return session.getProtocol() + " " + session.getCipherSuite();
        } catch (IOException | GeneralSecurityException e) {
            throw watchdog.callOff()
                    ? failure(NO_TLS, "TLS handshake not done within " + limit.toSeconds() + " s")
                    : failure(e);
        } finally {
            watchdog.callOff();
        }
    }

    private SSLSocket socket(Socket connection) throws IOException, GeneralSecurityException {
        var host = NameCheck.plain(opening.nextHop().host());
        var factory = TlsContexts.of(opening.terms()).getSocketFactory();
        var socket =
                (SSLSocket) factory.createSocket(connection, host, opening.nextHop().port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(serverNames(host));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static List<SNIServerName> serverNames(String host) {
        try {
            return NameCheck.isAddress(host) ? List.of() : List.of(new SNIHostName(host));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private void checkName(SSLSocket socket) throws SSLPeerUnverifiedException, OpeningFailure {
        var terms = opening.terms();
        if (terms.level() != Level.VERIFY || terms.names().isEmpty()) {
            return;
        }
        var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        if (!NameCheck.matches(certificate, terms.names())) {
            throw failure(
                    NOT_TRUSTED,
                    "certificate is for "
                            + NameCheck.presented(certificate)
                            + ", not for "
                            + terms.names());
        }
    }

    private OpeningFailure failure(Exception cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CertificateException) {
                return failure(NOT_TRUSTED, "certificate not trusted: " + t.getMessage());
            }
        }
        return failure(NO_TLS, "TLS handshake failed: " + cause.getMessage());
    }

    private OpeningFailure failure(EnhancedStatus status, String message) {
        return new OpeningFailure(status, Words.safe(message), false, clearWouldDo);
    }
}
