package io.staffetta.remote;

import io.staffetta.spi.host.Meters;

import java.util.Map;
import java.util.function.LongSupplier;

/// Metrics of connections to other servers: `remote.connections{transport,result}` with the results
/// `tls`, `clear`, `failed`, `unreachable` and `reused`, and `remote.idle{transport}`.
final class RemoteMeters {

    private static final String CONNECTIONS = "remote.connections";

    private final Meters meters;
    private final String transport;
    private final Meters.Counter reused;

    RemoteMeters(Meters meters, String transport) {
        this.meters = meters;
        this.transport = transport;
        this.reused = meters.counter(CONNECTIONS, labels("reused"));
    }

    void reused() {
        reused.increment();
    }

    void opened(String result) {
        meters.counter(CONNECTIONS, labels(result)).increment();
    }

    void idle(LongSupplier size) {
        meters.gauge("remote.idle", Map.of("transport", transport), size);
    }

    private Map<String, String> labels(String result) {
        return Map.of("transport", transport, "result", result);
    }
}
