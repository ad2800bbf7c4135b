package io.staffetta.remote;

import java.time.Duration;

/// Settings `pool` of a transport: how connections are used again.
///
/// @param idle how long an unused connection is kept; default 10s
/// @param maxIdle how many unused connections are kept, the longest idle go first; default 100
/// @param maxDeliveries messages on one connection, 1 to use none again; default 100
public record PoolSettings(Duration idle, int maxIdle, int maxDeliveries) {

    static final PoolSettings DEFAULTS = new PoolSettings(Duration.ofSeconds(10), 100, 100);

    public PoolSettings {
        idle = Timeouts.positive("idle", idle, Duration.ofSeconds(10));
        maxIdle = maxIdle == 0 ? 100 : maxIdle;
        maxDeliveries = maxDeliveries == 0 ? 100 : maxDeliveries;
        if (maxIdle < 0 || maxDeliveries < 0) {
            throw new IllegalArgumentException("max-idle, max-deliveries: must not be negative");
        }
    }
}
