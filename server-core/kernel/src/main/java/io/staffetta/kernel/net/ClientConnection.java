package io.staffetta.kernel.net;

import io.staffetta.kernel.config.NetLimits;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.ServerStoppingException;
import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.spi.tls.TlsTerms;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLHandshakeException;

/// A connection as a protocol sees it. Confined to its thread; what others may do to it, they do to
/// its [GuardedWire].
final class ClientConnection implements Connection {

    private static final Duration UNREAD_HANDSHAKE = Duration.ofSeconds(5);

    private final GuardedWire wire;
    private final SocketAddress remote;
    private final SocketAddress local;
    private final ConnectionHandler.Lease lease;
    private final TlsTerms terms;
    private final ListenerMeters meters;

    private final Ear ear;

    /// What came behind a PROXY header, or was heard, and nobody has read yet.
    private ByteBuffer early;

    private @Nullable TlsStream tls;
    private Optional<TlsFacts> facts = Optional.empty();
    private boolean ended;

    ClientConnection(
            GuardedWire wire,
            ProxyReader.Ends ends,
            ConnectionHandler.Lease lease,
            ListenerMeters meters) {
        this.wire = wire;
        this.ear = new Ear(wire);
        this.remote = ends.remote();
        this.local = ends.local();
        this.early = ends.early();
        this.lease = lease;
        this.terms = lease.tlsTerms();
        this.meters = meters;
    }

    @Override
    public SocketAddress remote() {
        return remote;
    }

    @Override
    public SocketAddress local() {
        return local;
    }

    @Override
    public TlsTerms tlsTerms() {
        return terms;
    }

    @Override
    public Optional<TlsFacts> tls() {
        return facts;
    }

    @Override
    public int read(byte[] octets, int offset, int length, Duration timeout, boolean idle)
            throws IOException {
        hear(timeout);
        if (!idle) {
            return read(octets, offset, length, timeout);
        }
        if (!wire.enterIdle()) {
            throw new ServerStoppingException();
        }
        int count;
        try {
            count = read(octets, offset, length, timeout);
        } catch (IOException e) {
            throw wire.leaveIdle() ? e : stopping();
        }
        if (!wire.leaveIdle()) {
            throw stopping();
        }
        return count;
    }

    @Override
    public int poll(byte[] octets, int offset, int length) throws IOException {
        if (ear.isUsed()) {
            return Connection.super.poll(octets, offset, length);
        }
        if (tls == null && early.hasRemaining()) {
            return read(octets, offset, length, Duration.ZERO);
        }
        int count =
                tls == null ? wire.poll(octets, offset, length) : tls.poll(octets, offset, length);
        ended |= count < 0;
        return count;
    }

    @Override
    public void await(Duration timeout, boolean idle) throws IOException {
        hear(timeout);
        if (!idle) {
            await(timeout);
            return;
        }
        if (!wire.enterIdle()) {
            throw new ServerStoppingException();
        }
        try {
            await(timeout);
        } catch (IOException e) {
            throw wire.leaveIdle() ? e : stopping();
        }
        if (!wire.leaveIdle()) {
            throw stopping();
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length, Duration timeout) throws IOException {
        ear.shut();
        wire.arm(timeout);
        try {
            if (tls == null) {
                wire.write(octets, offset, length);
            } else {
                tls.write(octets, offset, length);
            }
        } catch (IOException e) {
            ended = true;
            throw e;
        } finally {
            wire.disarm();
        }
    }

    @Override
    public boolean talksWithin(Duration patience) throws InterruptedException {
        return tls == null && (early.hasRemaining() || ear.hears(GuardedWire.nanos(patience)));
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        wire.pause(time);
    }

    @Override
    public void startTls(Duration timeout) throws IOException {
        if (tls != null) {
            throw new IllegalStateException("TLS has begun before");
        }
        hear(timeout);
        // Set before the handshake: should it fail, nothing falls back to clear text.
        var secured = lease.serverTls();
        var stream = new TlsStream(wire, secured.engines(), early);
        tls = stream;
        // The handshake minds its time while it reads; this is for a client that does not read.
        wire.arm(timeout.plus(UNREAD_HANDSHAKE));
        try {
            stream.handshake(GuardedWire.nanos(timeout));
            var outcome =
                    HandshakeFacts.of(
                            (ExtendedSSLSession) stream.session(),
                            terms.clientCertificate() != TlsTerms.ClientCertificate.NONE,
                            secured.clientTrust(),
                            stream::exportKeyingMaterial);
            demandVerified(outcome, stream);
            facts = Optional.of(outcome);
            meters.secured(outcome.protocol());
        } catch (IOException e) {
            ended = true;
            meters.handshakeFailed(e);
            throw e;
        } finally {
            wire.disarm();
        }
    }

    /// Says goodbye and closes. What the client still sends is read and dropped for a moment:
    /// closing over unread octets makes the system reset the connection, and the last reply could
    /// be lost with it. A client that took its leave sends nothing more, and waits for nothing but
    /// the end (RFC 5321 §4.1.1.10): nothing is read from it unless something has come already.
    ///
    /// @param leave whether the client took its leave
    void finish(NetLimits limits, boolean leave) {
        try {
            if (!ended && !(leave && tls == null && !ear.isUsed() && !wire.mayHaveMore())) {
                wire.arm(limits.linger());
                hear(limits.linger());
                if (tls != null) {
                    tls.close();
                }
                wire.endOutput();
                if (wire.wasWoken()) {
                    // Nothing can be read, so this is all that keeps the last reply safe from a
                    // command that was on its way when the server stopped.
                    wire.awaitClose(limits.linger());
                } else {
                    linger(limits);
                }
            }
        } catch (IOException e) {
            return; // The client is gone already.
        } finally {
            wire.close();
            if (tls != null) {
                tls.release();
            }
        }
    }

    private void await(Duration timeout) throws IOException {
        long nanos = GuardedWire.nanos(timeout);
        if (tls != null) {
            tls.await(nanos);
        } else if (!early.hasRemaining()) {
            wire.await(nanos);
        }
    }

    private void linger(NetLimits limits) throws IOException {
        long deadline = System.nanoTime() + GuardedWire.nanos(limits.linger());
        var dropped = new byte[8192];
        int left = limits.lingerOctets();
        int count = 0;
        while (count >= 0 && left > 0 && System.nanoTime() - deadline < 0) {
            count = wire.read(dropped, 0, dropped.length, deadline - System.nanoTime());
            left -= count;
        }
    }

    private void hear(Duration timeout) throws IOException {
        var heard = ear.heard(GuardedWire.nanos(timeout));
        if (heard.hasRemaining()) {
            early = heard;
        }
    }

    private int read(byte[] octets, int offset, int length, Duration timeout) throws IOException {
        long nanos = GuardedWire.nanos(timeout);
        int count;
        if (tls != null) {
            count = tls.read(octets, offset, length, nanos);
        } else if (early.hasRemaining()) {
            count = Math.min(length, early.remaining());
            early.get(octets, offset, count);
        } else {
            count = wire.read(octets, offset, length, nanos);
        }
        ended |= count < 0;
        return count;
    }

    /// The input was ended by us, whatever it looked like.
    private ServerStoppingException stopping() {
        ended = false;
        return new ServerStoppingException();
    }

    /// JSSE believes a session that it resumes, though the certificate may have expired or been
    /// revoked since.
    private void demandVerified(HandshakeFacts outcome, TlsStream stream) throws IOException {
        if (terms.clientCertificate() == TlsTerms.ClientCertificate.REQUIRE
                && !outcome.clientVerified()) {
            stream.session().invalidate();
            stream.close();
            throw new SSLHandshakeException("the client's certificate is not trusted any more");
        }
    }
}
