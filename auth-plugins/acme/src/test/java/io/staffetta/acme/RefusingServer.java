package io.staffetta.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An ACME server with a bad day, which pebble never has.
record RefusingServer(HttpsServer server, AtomicInteger requests, CountDownLatch end)
        implements AutoCloseable {

    private static final String LIMITED =
            """
            {"type": "urn:ietf:params:acme:error:rateLimited", "detail": "too many\\r\\n orders"}
            """;

    /// Refuses everything with a limit.
    ///
    /// @param retryAfter seconds
    static RefusingServer limiting(HttpsIdentity identity, int retryAfter) throws Exception {
        return start(
                identity,
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
                    exchange.getResponseHeaders().add("Retry-After", "" + retryAfter);
                    exchange.sendResponseHeaders(429, LIMITED.length());
                    exchange.getResponseBody().write(LIMITED.getBytes(StandardCharsets.US_ASCII));
                    exchange.close();
                });
    }

    /// Sends the beginning of an answer and then nothing.
    static RefusingServer stopping(HttpsIdentity identity) throws Exception {
        var end = new CountDownLatch(1);
        return start(
                identity,
                end,
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /// Sends more than anybody wants to keep.
    static RefusingServer endless(HttpsIdentity identity) throws Exception {
        return start(
                identity,
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    while (true) {
                        exchange.getResponseBody().write(new byte[8192]);
                    }
                });
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static RefusingServer start(HttpsIdentity identity, Answer answer) throws Exception {
        return start(identity, new CountDownLatch(1), answer);
    }

    private static RefusingServer start(HttpsIdentity identity, CountDownLatch end, Answer answer)
            throws Exception {
        var requests = new AtomicInteger();
        var server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    answer.to(exchange);
                });
        server.start();
        return new RefusingServer(server, requests, end);
    }

    URI directory() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/dir");
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
