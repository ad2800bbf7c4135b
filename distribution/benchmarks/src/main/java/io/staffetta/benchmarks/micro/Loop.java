package io.staffetta.benchmarks.micro;

import io.staffetta.smtp.io.Input;
import io.staffetta.smtp.io.Output;
import io.staffetta.smtp.io.Time;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.spi.tls.TlsTerms;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/// A client that says the same over and over, and never listens.
final class Loop implements Connection {

    private static final Duration HOUR = Duration.ofHours(1);

    private final byte[] says;
    private final int most;
    private int said;

    /// @param most octets in one read
    Loop(byte[] says, int most) {
        this.says = says.clone();
        this.most = most;
    }

    Input input() {
        return new Input(this, new Output(this, HOUR), HOUR, Time.SYSTEM);
    }

    @Override
    public int read(byte[] octets, int offset, int length, Duration timeout, boolean idle) {
        int count = Math.min(Math.min(length, most), says.length - said);
        System.arraycopy(says, said, octets, offset, count);
        said = (said + count) % says.length;
        return count;
    }

    @Override
    public void write(byte[] octets, int offset, int length, Duration timeout) {}

    @Override
    public SocketAddress remote() {
        return local();
    }

    @Override
    public SocketAddress local() {
        return InetSocketAddress.createUnresolved("client.test", 25);
    }

    @Override
    public TlsTerms tlsTerms() {
        throw new UnsupportedOperationException("no TLS here");
    }

    @Override
    public Optional<TlsFacts> tls() {
        return Optional.empty();
    }

    @Override
    public void startTls(Duration timeout) {
        throw new UnsupportedOperationException("no TLS here");
    }
}
