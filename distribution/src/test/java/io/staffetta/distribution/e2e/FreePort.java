package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Ports for programs that have to be told theirs.
final class FreePort {

    private FreePort() {}

    /// A port of the loopback address that nobody listens on now.
    static int any() {
        return io.staffetta.testkit.FreePort.any();
    }

    /// Whether somebody listens there.
    static boolean isTaken(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
