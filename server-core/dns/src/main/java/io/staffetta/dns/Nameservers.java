package io.staffetta.dns;

import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The DNS servers to ask: those of the settings, or the system's, which may change while we run.
/// The one that answered last is first. Used by many threads.
public final class Nameservers {

    private static final long REFRESH = TimeUnit.SECONDS.toNanos(30);

    private final List<Nameserver> fixed;
    private volatile Known known;

    /// @param addresses empty for the system's
    public Nameservers(List<InetSocketAddress> addresses) {
        fixed = addresses.stream().map(Nameserver::new).toList();
        known = new Known(fixed.isEmpty() ? ofSystem() : fixed, System.nanoTime(), 0);
    }

    /// In the order to ask; the list is the caller's.
    public List<Nameserver> inOrder() {
        var now = known;
        if (fixed.isEmpty() && System.nanoTime() - now.since() > REFRESH) {
            now = now.refreshed(ofSystem());
            known = now;
        }
        var out = new ArrayList<>(now.servers());
        Collections.rotate(out, -now.preferred());
        return out;
    }

    /// To be asked first from now on.
    public void prefer(Nameserver server) {
        var now = known;
        int index = now.servers().indexOf(server);
        if (index >= 0 && index != now.preferred()) {
            known = new Known(now.servers(), now.since(), index);
        }
    }

    private static List<Nameserver> ofSystem() {
        var config = new ResolvConfResolverConfigProvider();
        config.initialize();
        var servers = config.servers().stream().map(Nameserver::new).toList();
        return servers.isEmpty()
                ? List.of(
                        new Nameserver(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53)))
                : servers;
    }

    private record Known(List<Nameserver> servers, long since, int preferred) {

        Known refreshed(List<Nameserver> found) {
            return new Known(found, System.nanoTime(), found.equals(servers) ? preferred : 0);
        }
    }
}
