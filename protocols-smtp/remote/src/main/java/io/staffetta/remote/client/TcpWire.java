package io.staffetta.remote.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// TCP, in clear or with TLS.
final class TcpWire implements PeerWire {

    private final Socket connection;
    private final Socket spoken;
    private final InputStream in;
    private final OutputStream out;

    /// @param connection the TCP connection
    /// @param spoken the same, or the TLS socket upon it
    TcpWire(Socket connection, Socket spoken) throws IOException {
        this.connection = connection;
        this.spoken = spoken;
        this.in = spoken.getInputStream();
        this.out = spoken.getOutputStream();
    }

    /// The TCP connection beneath.
    Socket connection() {
        return connection;
    }

    @Override
    public int read(byte[] into) throws IOException {
        return in.read(into, 0, into.length);
    }

    @Override
    public void write(byte[] octets, int length) throws IOException {
        out.write(octets, 0, length);
        out.flush();
    }

    @Override
    public void drain() throws IOException {
        in.skipNBytes(in.available());
    }

    @Override
    public void close() throws IOException {
        spoken.close();
    }

    @Override
    public void abort() {
        try {
            connection.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
