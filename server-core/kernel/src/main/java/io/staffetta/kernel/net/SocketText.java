package io.staffetta.kernel.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// Socket addresses as operators write them.
public final class SocketText {

    private SocketText() {}

    /// `192.0.2.1:25`, `[2001:db8::1]:25`, or the path of a UNIX socket.
    public static String of(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return address.toString();
        }
        var host = inet.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
}
