package io.staffetta.distribution.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// A web server for MTA-STS policies.
final class PolicyHost implements AutoCloseable {

    private final HttpsServer server;
    private final Map<String, String> policies = new ConcurrentHashMap<>();

    private PolicyHost(HttpsServer server) {
        this.server = server;
    }

    /// @param shown certificate for the names `mta-sts.` and a domain
    static PolicyHost start(Issued shown) {
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            var host = new PolicyHost(HttpsServer.create(address, 10));
            host.server.setHttpsConfigurator(new HttpsConfigurator(shown.context()));
            host.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            host.server.createContext("/.well-known/mta-sts.txt", host::answer);
            host.server.start();
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Publishes the policy of a domain.
    ///
    /// @param mx empty for none
    void publish(String domain, String mode, String mx) {
        policies.put(
                "mta-sts." + domain,
                "version: STSv1\r\nmode: %s\r\n%smax_age: 86400\r\n"
                        .formatted(mode, mx.isEmpty() ? "" : "mx: " + mx + "\r\n"));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var host = exchange.getRequestHeaders().getFirst("Host").replaceAll(":\\d+$", "");
            var policy = policies.get(host);
            if (policy == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var octets = policy.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
        }
    }
}
