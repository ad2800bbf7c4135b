package io.staffetta.kernel.admin;

/// Limits of the JDK's HTTP server. It knows them as system properties only, which it reads once;
/// what the operator set on the command line wins.
final class HttpTimeouts {

    private static final String REQUEST_SECONDS = "10";
    private static final String RESPONSE_SECONDS = "60";
    private static final String CONNECTIONS = "100";

    private HttpTimeouts() {}

    static void apply() {
        setDefault("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
        setDefault("sun.net.httpserver.maxRspTime", RESPONSE_SECONDS);
        setDefault("jdk.httpserver.maxConnections", CONNECTIONS);
    }

    private static void setDefault(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
