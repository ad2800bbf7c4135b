package io.staffetta.kernel.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import io.staffetta.kernel.net.SocketText;
import io.staffetta.spi.Secret;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Performs operations for whoever has the token.
///
/// @param admin does the work
/// @param token what callers must show
record OperationHandler(Administration admin, Secret token) implements HttpHandler {

    static final String PATH = "/admin/v1/";

    /// Longest body of a request.
    static final int MAX_BODY = 64 * 1024;

    private static final String BEARER = "Bearer ";
    private static final Logger log = LoggerFactory.getLogger(OperationHandler.class);

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!LoopbackHost.isNamedBy(exchange)) {
            return Answer.error(403, "this port is for local use");
        }
        if (!isAuthorised(exchange)) {
            log.atWarn()
                    .addKeyValue("client", SocketText.of(exchange.getRemoteAddress()))
                    .log("operation without the token");
            return Answer.error(401, "the token is missing or wrong");
        }
        var operation = exchange.getRequestURI().getPath().substring(PATH.length());
        if (!Operations.exists(operation)) {
            return Answer.error(404, "there is no such operation");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.error(405, "only POST");
        }
        var body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return Answer.error(413, "the request is too long");
        }
        return perform(operation, body, SocketText.of(exchange.getRemoteAddress()));
    }

    private Answer perform(String operation, byte[] body, String client) {
        try {
            var arguments = new Arguments(Json.object(body));
            log.atInfo()
                    .addKeyValue("operation", operation)
                    .addKeyValue("arguments", arguments)
                    .addKeyValue("by", "admin port")
                    .addKeyValue("client", client)
                    .log("administration");
            return Answer.json(200, Operations.run(operation, admin, arguments).orElseThrow());
        } catch (IllegalArgumentException e) {
            return Answer.error(400, line(e));
        } catch (IllegalStateException e) {
            return Answer.error(409, line(e));
        } catch (UncheckedIOException e) {
            log.atWarn().addKeyValue("operation", operation).setCause(e).log("operation failed");
            return Answer.error(503, line(e));
        } catch (RuntimeException e) {
            log.atError().addKeyValue("operation", operation).setCause(e).log("operation failed");
            return Answer.error(500, "internal error, see the log of the server");
        }
    }

    private boolean isAuthorised(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null
                && header.startsWith(BEARER)
                && token.equals(Secret.of(header.substring(BEARER.length())));
    }

    private static String line(RuntimeException why) {
        var cause = why instanceof UncheckedIOException io ? io.getCause() : null;
        // Without a text of its own, an exception shows the class of its cause.
        return cause != null && cause.toString().equals(why.getMessage())
                ? String.valueOf(cause.getMessage())
                : String.valueOf(why.getMessage());
    }
}
