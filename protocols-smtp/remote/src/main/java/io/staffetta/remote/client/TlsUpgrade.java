package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.spi.tls.TlsOutcome.Result;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

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
    Secured perform(Link link, TcpWire wire) throws OpeningFailure {
        var limit = opening.limits().handshake();
        var watchdog = new Watchdog();
        watchdog.watch(wire, limit.toNanos());
        try {
            var trust = TlsContexts.trust(opening.terms());
            var socket = socket(wire.connection(), trust);
            socket.startHandshake();
            var flaw = flaw(socket, trust);
            if (flaw.isPresent() && opening.terms().level() == Level.VERIFY) {
                throw failure(NOT_TRUSTED, flaw.get());
            }
            var session = socket.getSession();
            link.replace(new TcpWire(wire.connection(), socket));
            return new Secured(session.getProtocol() + " " + session.getCipherSuite(), flaw);
        } catch (IOException | GeneralSecurityException e) {
            throw watchdog.callOff()
                    ? failure(
                            NO_TLS,
                            new TlsFlaw(
                                    Result.VALIDATION_FAILURE,
                                    "TLS handshake not done within " + limit.toSeconds() + " s"))
                    : failure(e);
        } finally {
            watchdog.close();
        }
    }

    private SSLSocket socket(Socket connection, X509ExtendedTrustManager trust)
            throws IOException, GeneralSecurityException {
        var host = NameCheck.plain(opening.nextHop().host());
        var factory = TlsContexts.of(opening.terms(), trust).getSocketFactory();
        var socket =
                (SSLSocket) factory.createSocket(connection, host, opening.nextHop().port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(serverNames(indication(host)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    /// RFC 7672 §8.1: what the TLSA records are published under.
    private String indication(String host) {
        var published = opening.terms().published();
        return published != null && published.type() == PublishedTls.Type.TLSA
                ? published.domain()
                : host;
    }

    private static List<SNIServerName> serverNames(String host) {
        try {
            return NameCheck.isAddress(host) ? List.of() : List.of(new SNIHostName(host));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /// What is wrong with a certificate that passed the handshake.
    private Optional<TlsFlaw> flaw(SSLSocket socket, X509ExtendedTrustManager trust)
            throws SSLPeerUnverifiedException {
        if (trust instanceof LenientTrust lenient && lenient.objection().isPresent()) {
            return Optional.of(flaw(lenient.objection().get()));
        }
        var names = opening.terms().names();
        if (trust instanceof TrustAnybody || names.isEmpty()) {
            return Optional.empty();
        }
        var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return NameCheck.matches(certificate, names)
                ? Optional.empty()
                : Optional.of(
                        new TlsFlaw(
                                Result.CERTIFICATE_HOST_MISMATCH,
                                "certificate is for %s, not for %s"
                                        .formatted(
                                                NameCheck.presented(certificate), ordered(names))));
    }

    /// Hosts, then those that stand for what lies below: the same words each time.
    private static List<String> ordered(Set<String> names) {
        return names.stream().sorted(Comparator.reverseOrder()).toList();
    }

    private OpeningFailure failure(Exception cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CertificateException objection) {
                return failure(NOT_TRUSTED, flaw(objection));
            }
        }
        return failure(
                NO_TLS,
                new TlsFlaw(
                        Result.VALIDATION_FAILURE, "TLS handshake failed: " + cause.getMessage()));
    }

    private TlsFlaw flaw(CertificateException objection) {
        return new TlsFlaw(result(objection), "certificate not trusted: " + words(objection));
    }

    /// The JDK says only that a validity check failed.
    private static String words(CertificateException objection) {
        for (Throwable t = objection; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException) {
                return "it has expired, " + t.getMessage();
            }
        }
        return String.valueOf(objection.getMessage());
    }

    private Result result(CertificateException objection) {
        var published = opening.terms().published();
        if (published != null && published.type() == PublishedTls.Type.TLSA) {
            return Result.TLSA_INVALID;
        }
        for (Throwable t = objection; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException
                    || (t instanceof CertPathValidatorException path
                            && path.getReason() == BasicReason.EXPIRED)) {
                return Result.CERTIFICATE_EXPIRED;
            }
        }
        return Result.CERTIFICATE_NOT_TRUSTED;
    }

    private OpeningFailure failure(EnhancedStatus status, TlsFlaw flaw) {
        var safe = new TlsFlaw(flaw.result(), Words.safe(flaw.detail()));
        return new OpeningFailure(status, safe, clearWouldDo);
    }
}
