package io.staffetta.kernel.net;

import io.staffetta.spi.host.Meters;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.net.ssl.SSLException;

/// What is counted for one listener.
final class ListenerMeters {

    private final Meters meters;
    private final String listener;
    private final Meters.Counter accepted;

    ListenerMeters(Meters meters, String listener, LongSupplier active) {
        this.meters = meters;
        this.listener = listener;
        accepted = meters.counter("net.connections.accepted", Map.of("listener", listener));
        meters.gauge("net.connections.active", Map.of("listener", listener), active);
    }

    void accepted() {
        accepted.increment();
    }

    void refused(Refusal refusal) {
        count("net.connections.refused", "reason", refusal.label());
    }

    void acceptFailed() {
        meters.counter("net.accept.failures", Map.of("listener", listener)).increment();
    }

    void secured(String protocol) {
        count("net.tls.handshakes", "protocol", protocol);
    }

    void handshakeFailed(IOException why) {
        var reason =
                switch (why) {
                    case SocketTimeoutException _ -> "timeout";
                    case EOFException _ -> "closed";
                    case SSLException e when e.getCause() instanceof CertificateException ->
                            "certificate";
                    case SSLException _ -> "protocol";
                    default -> "lost";
                };
        count("net.tls.failures", "reason", reason);
    }

    private void count(String name, String label, String value) {
        meters.counter(name, Map.of("listener", listener, label, value)).increment();
    }
}
