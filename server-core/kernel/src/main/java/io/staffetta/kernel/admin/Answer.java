package io.staffetta.kernel.admin;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An answer of the port.
///
/// @param code HTTP status
/// @param type content type
/// @param body content
record Answer(int code, String type, byte[] body) {

    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    static Answer json(int code, Object value) {
        return new Answer(code, JSON, Json.write(value));
    }

    static Answer error(int code, String message) {
        return json(code, Map.of("error", message));
    }

    static Answer live() {
        return json(200, Map.of("status", "up"));
    }

    static Answer ready(Readiness readiness) {
        return json(readiness.ready() ? 200 : 503, readiness);
    }

    static Answer metrics(String text) {
        return new Answer(200, PROMETHEUS, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
