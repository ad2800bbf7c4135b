package io.staffetta.remote.dns;

import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Hosts whose addresses are known without DNS: those of the hosts file, and `localhost` (RFC 6761
/// §6.3).
final class NamedHosts {

    private final Path file;
    private final HostsFileParser parser;

    NamedHosts(Path file) {
        this.file = file;
        parser = new HostsFileParser(file, true);
    }

    /// @return empty if DNS has to be asked
    List<InetAddress> find(String host) throws LookupFailure {
        var found = inFile(host);
        boolean local = host.equals("localhost") || host.endsWith(".localhost");
        return found.isEmpty() && local
                ? List.of(InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.1"))
                : found;
    }

    private List<InetAddress> inFile(String host) throws LookupFailure {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        var name = ExchangerLookup.name(host);
        var out = new ArrayList<InetAddress>();
        for (int type : new int[] {Type.AAAA, Type.A}) {
            try {
                parser.getAddressForHost(name, type).ifPresent(out::add);
            } catch (IOException e) {
                // A file that cannot be read names no hosts.
            }
        }
        return out;
    }
}
