package io.staffetta.kernel.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.function.Supplier;

/// A page to be read.
///
/// @param page makes it
record PageHandler(Supplier<Answer> page) implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(PageHandler.class);

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!LoopbackHost.isNamedBy(exchange)) {
            return Answer.error(403, "this port is for local use");
        }
        var context = exchange.getHttpContext().getPath();
        if (!context.equals("/") && !exchange.getRequestURI().getPath().equals(context)) {
            return Answer.error(404, "there is no such page");
        }
        var method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.error(405, "only GET");
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("page", context).setCause(e).log("page failed");
            return Answer.error(500, "internal error, see the log");
        }
    }
}
