package io.staffetta.kernel.admin;

import com.sun.net.httpserver.HttpExchange;

import java.util.regex.Pattern;

/// Guards against DNS rebinding: a browser that was led here under a foreign name says that name.
final class LoopbackHost {

    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "(localhost|127(\\.\\d{1,3}){3}|\\[(::|(0:){7})1\\])(:\\d{1,5})?",
                    Pattern.CASE_INSENSITIVE);

    private LoopbackHost() {}

    static boolean isNamedBy(HttpExchange exchange) {
        var host = exchange.getRequestHeaders().getFirst("Host");
        return host != null && LOOPBACK.matcher(host).matches();
    }
}
