package io.staffetta.smtp;

import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.ServerStoppingException;
import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.spi.tls.TlsTerms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A client whose every packet is known beforehand: no sockets, no threads, no waiting.
final class ScriptedConnection implements Connection {

    private sealed interface Event {
        record Octets(byte[] octets) implements Event {}

        record Silence() implements Event {}

        record Stop() implements Event {}
    }

    private final Deque<Event> events = new ArrayDeque<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    final List<String> writes = new ArrayList<>();
    final List<Boolean> idles = new ArrayList<>();
    final FakeTime time = new FakeTime();
    Duration perRead = Duration.ZERO;
    int largestRead = Integer.MAX_VALUE;
    TlsTerms terms =
            new TlsTerms(
                    TlsTerms.Start.STARTTLS,
                    TlsTerms.Required.NOTHING,
                    TlsTerms.ClientCertificate.NONE);
    Optional<TlsFacts> tls = Optional.empty();
    boolean tlsFails;

    ScriptedConnection says(byte[] packet) {
        events.add(new Event.Octets(packet));
        return this;
    }

    ScriptedConnection says(String packet) {
        return says(packet.getBytes(StandardCharsets.UTF_8));
    }

    /// Nothing comes until the timeout.
    ScriptedConnection isSilent() {
        events.add(new Event.Silence());
        return this;
    }

    /// The server stops, and ends the next idle wait.
    ScriptedConnection serverStops() {
        events.add(new Event.Stop());
        return this;
    }

    String output() {
        return output.toString(StandardCharsets.US_ASCII);
    }

    List<String> replies() {
        return output().lines().toList();
    }

    @Override
    public SocketAddress remote() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    }

    @Override
    public SocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    }

    @Override
    public TlsTerms tlsTerms() {
        return terms;
    }

    @Override
    public Optional<TlsFacts> tls() {
        return tls;
    }

    @Override
    public int read(byte[] octets, int offset, int length, Duration timeout, boolean idle)
            throws IOException {
        if (length <= 0 || !timeout.isPositive()) {
            throw new IllegalArgumentException("length " + length + ", timeout " + timeout);
        }
        idles.add(idle);
        return switch (events.poll()) {
            case null -> -1;
            case Event.Silence _ -> {
                time.pass(timeout);
                throw new SocketTimeoutException("silent");
            }
            case Event.Stop stop -> {
                if (idle) {
                    throw new ServerStoppingException();
                }
                int count = read(octets, offset, length, timeout, false);
                events.push(stop);
                yield count;
            }
            case Event.Octets(var packet) -> {
                time.pass(perRead);
                int count = Math.min(packet.length, Math.min(length, largestRead));
                System.arraycopy(packet, 0, octets, offset, count);
                if (count < packet.length) {
                    events.push(new Event.Octets(Arrays.copyOfRange(packet, count, packet.length)));
                }
                yield count;
            }
        };
    }

    @Override
    public void write(byte[] octets, int offset, int length, Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout " + timeout);
        }
        output.write(octets, offset, length);
        writes.add(new String(octets, offset, length, StandardCharsets.US_ASCII));
    }

    @Override
    public void startTls(Duration timeout) throws IOException {
        if (tlsFails) {
            throw new IOException("no handshake");
        }
        tls = Optional.of(new FakeTls());
    }
}
