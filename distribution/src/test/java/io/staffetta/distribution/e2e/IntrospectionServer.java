package io.staffetta.distribution.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// An OpenID provider that knows one token, and is indiscreet: what it is asked it repeats in its
/// errors.
final class IntrospectionServer implements AutoCloseable {

    /// A token that it answers with an error.
    static final String POISON = "poison-token-Zm9vYmFyYmF6cXV1eA";

    private final HttpServer server;

    private IntrospectionServer(HttpServer server) {
        this.server = server;
    }

    static IntrospectionServer start(String token, String account) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        var body =
                                URLDecoder.decode(
                                        new String(
                                                exchange.getRequestBody().readAllBytes(),
                                                StandardCharsets.UTF_8),
                                        StandardCharsets.UTF_8);
                        if (body.contains(POISON)) {
                            answer(exchange, 500, "{\"error\":\"" + body + "\"}");
                        } else if (body.contains(token)) {
                            answer(
                                    exchange,
                                    200,
                                    "{\"active\":true,\"aud\":\"mail\",\"iss\":\"http://localhost\",\"email\":\"%s\",\"email_verified\":true}"
                                            .formatted(account));
                        } else {
                            answer(exchange, 200, "{\"active\":false}");
                        }
                    });
            server.start();
            return new IntrospectionServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/introspect";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, octets.length);
        try (var body = exchange.getResponseBody()) {
            body.write(octets);
        }
    }
}
