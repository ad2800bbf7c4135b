package io.staffetta.kernel.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How many connections each client has. Holds connected clients only; clients on UNIX sockets are
/// not counted.
final class ClientCounts {

    private final ConcurrentMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /// Counts one more.
    ///
    /// @return false, having counted nothing, if that is more than `limit`
    boolean enter(SocketAddress client, int limit) {
        if (!(client instanceof InetSocketAddress inet)) {
            return true;
        }
        var entered = new boolean[1];
        counts.compute(
                inet.getAddress(),
                (_, count) -> {
                    int present = count == null ? 0 : count;
                    entered[0] = present < limit;
                    return entered[0] ? Integer.valueOf(present + 1) : count;
                });
        return entered[0];
    }

    void leave(SocketAddress client) {
        if (client instanceof InetSocketAddress inet) {
            counts.computeIfPresent(inet.getAddress(), (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    int size() {
        return counts.size();
    }
}
