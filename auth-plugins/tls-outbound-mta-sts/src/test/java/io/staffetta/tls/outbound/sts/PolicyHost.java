package io.staffetta.tls.outbound.sts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// An HTTPS server for policies.
final class PolicyHost implements AutoCloseable {

    private final HttpsServer server;
    private final ChangingKeys keys;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile HttpHandler handler = exchange -> reply(exchange, 404, "text/plain", "none");

    PolicyHost(Issued certificate) throws Exception {
        server =
                HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        keys = new ChangingKeys(certificate);
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {keys}, null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    handler.handle(exchange);
                });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// How many requests came.
    int requests() {
        return requests.get();
    }

    void serve(HttpHandler next) {
        handler = next;
    }

    /// For connections from now on.
    void certificate(Issued next) {
        keys.change(next);
    }

    /// Serves a policy where it belongs.
    void policy(String text) {
        handler =
                exchange -> {
                    boolean found =
                            exchange.getRequestMethod().equals("GET")
                                    && exchange.getRequestURI()
                                            .toString()
                                            .equals("/.well-known/mta-sts.txt");
                    reply(exchange, found ? 200 : 404, "text/plain; charset=utf-8", text);
                };
    }

    static void reply(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
