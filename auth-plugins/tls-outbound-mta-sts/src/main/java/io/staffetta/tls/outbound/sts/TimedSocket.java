package io.staffetta.tls.outbound.sts;

import io.staffetta.dns.Deadline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;

/// A socket on which everything together, the handshake of TLS on top of it included, must be over
/// in time: a server that sends an octet now and then does not hold us.
final class TimedSocket extends Socket {

    private final Deadline deadline;

    TimedSocket(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
        int left = deadline.millisLeft();
        super.connect(address, timeout == 0 ? left : Math.min(timeout, left));
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {

            @Override
            public int read() throws IOException {
                setSoTimeout(deadline.millisLeft());
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                setSoTimeout(deadline.millisLeft());
                return super.read(buffer, offset, length);
            }
        };
    }
}
