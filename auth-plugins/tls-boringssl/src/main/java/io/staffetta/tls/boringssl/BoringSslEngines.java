package io.staffetta.tls.boringssl;

import io.staffetta.spi.tls.TlsEngines;

import org.conscrypt.Conscrypt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;

/// Engines of one listener, with a context of their own: its session cache and the keys of its
/// tickets are nobody else's.
final class BoringSslEngines implements TlsEngines {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// What an engine has to send at most before somebody takes it.
    private static final int REST = 17 * 1024;

    private final SSLContext context;
    private final OwnKeys keys;
    private final Descriptors descriptors;
    private final String[] protocols;
    private final String[] ciphers;
    private final DirectBuffers buffers = new DirectBuffers();

    BoringSslEngines(
            Provider security,
            X509ExtendedKeyManager keys,
            Descriptors descriptors,
            String[] protocols,
            String[] ciphers) {
        this.descriptors = descriptors;
        this.keys = new OwnKeys(keys, security);
        this.protocols = protocols;
        this.ciphers = ciphers;
        try {
            context = SSLContext.getInstance("TLS", security);
            context.init(new KeyManager[] {this.keys}, BoringSsl.NOBODY, null);
            // Clients keep their sessions in tickets; this cache is never asked.
            context.getServerSessionContext().setSessionCacheSize(1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("BoringSSL cannot be used", e);
        }
    }

    @Override
    public Optional<String> obstacle() {
        return descriptors.suffice()
                ? keys.obstacle()
                : Optional.of("there are too few file descriptors");
    }

    @Override
    public SSLEngine engine() {
        var engine = context.createSSLEngine();
        descriptors.opened();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(protocols);
        engine.setEnabledCipherSuites(ciphers);
        Conscrypt.setUseSessionTickets(engine, true);
        Conscrypt.setBufferAllocator(engine, buffers);
        return engine;
    }

    @Override
    public Optional<byte[]> exportKeyingMaterial(SSLEngine engine, String label, int octets) {
        try {
            return Optional.ofNullable(
                    Conscrypt.exportKeyingMaterial(engine, label, new byte[0], octets));
        } catch (SSLException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /// Only an engine that is closed both ways and has nothing left to send lets go of its memory.
    @Override
    public void release(SSLEngine engine) {
        descriptors.closed();
        engine.closeOutbound();
        try {
            var rest = ByteBuffer.allocate(REST);
            while (!engine.isOutboundDone()
                    && engine.wrap(NOTHING, rest.clear()).bytesProduced() > 0) {}
            engine.closeInbound();
        } catch (SSLException e) {
            return; // The garbage collector will find it.
        }
    }
}
