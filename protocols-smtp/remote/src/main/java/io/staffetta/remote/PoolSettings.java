package io.staffetta.remote;

import java.time.Duration;

/// Settings `pool` of a transport: how connections are used again.
///
/// @param idle how long an unused connection is kept; default 10s
/// @param maxIdle how many unused connections are kept, the longest idle go first; default 100
/// @param maxDeliveries messages on one connection, 1 to use none again; default 100
/// @param checkAfter a connection that was unused for longer is asked by RSET whether it is still
///   alive before it is used again; default 1s
public record PoolSettings(Duration idle, int maxIdle, int maxDeliveries, Duration checkAfter) {

    static final PoolSettings DEFAULTS =
            new PoolSettings(Duration.ofSeconds(10), 100, 100, Duration.ofSeconds(1));

    public PoolSettings {
        idle = Timeouts.positive("idle", idle, Duration.ofSeconds(10));
        checkAfter = Timeouts.positive("check-after", checkAfter, Duration.ofSeconds(1));
        maxIdle = maxIdle == 0 ? 100 : maxIdle;
        maxDeliveries = maxDeliveries == 0 ? 100 : maxDeliveries;
        if (maxIdle < 0 || maxDeliveries < 0) {
            throw new IllegalArgumentException("max-idle, max-deliveries: must not be negative");
        }
    }
}
