package io.staffetta.kernel.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/// A TCP connection.
final class TcpWire implements Wire {

    private final Socket socket;
    private final SocketAddress remote;
    private final SocketAddress local;
    private final InputStream in;
    private final OutputStream out;

    TcpWire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        remote = socket.getRemoteSocketAddress();
        local = socket.getLocalSocketAddress();
        in = socket.getInputStream();
        out = socket.getOutputStream();
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
    public int read(byte[] octets, int offset, int length, long timeoutNanos) throws IOException {
        socket.setSoTimeout(millis(timeoutNanos));
        return in.read(octets, offset, length);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
    }

    @Override
    public void endInput() {
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            close(); // Not connected any more.
        }
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            return; // The system has released it; there is nothing left to do.
        }
    }

    /// Rounds up, for 0 would mean "for ever".
    static int millis(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(nanos, 0)) + 1;
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
