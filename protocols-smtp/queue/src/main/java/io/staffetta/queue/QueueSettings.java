package io.staffetta.queue;

import java.time.Duration;
import java.util.Objects;

/// Settings of the queue `standard`.
///
/// @param concurrency deliveries at once on one route; default 20
/// @param retryMin shortest wait between attempts; default 5m
/// @param retryMax longest wait between attempts; default 67m
/// @param expiry age at which a message that cannot be delivered goes back; default 5d
/// @param reportExpiry the same for messages with the null reverse-path, which end silently;
///   default 1d
/// @param attemptDeadline how long a transport may take for one message; default 10m
/// @param closeDeadline how long running deliveries may take when the server stops; default 20s
/// @param returnedSize largest message that a failure report returns in full where the sender asked
///   for it, and the most it returns of a header; octets, default 64K
/// @param delayWarning age at which senders are told of a delay, though they did not ask; default
///   0, never
/// @param delayNotice age at which senders are told of a delay that asked by `NOTIFY=DELAY`;
///   default 4h; `delayWarning` if that is shorter
public record QueueSettings(
        int concurrency,
        Duration retryMin,
        Duration retryMax,
        Duration expiry,
        Duration reportExpiry,
        Duration attemptDeadline,
        Duration closeDeadline,
        long returnedSize,
        Duration delayWarning,
        Duration delayNotice) {

    public QueueSettings {
        concurrency = concurrency == 0 ? 20 : concurrency;
        retryMin = positive("retry-min", retryMin, Duration.ofMinutes(5));
        retryMax = positive("retry-max", retryMax, Duration.ofMinutes(67));
        expiry = positive("expiry", expiry, Duration.ofDays(5));
        reportExpiry = positive("report-expiry", reportExpiry, Duration.ofDays(1));
        attemptDeadline = positive("attempt-deadline", attemptDeadline, Duration.ofMinutes(10));
        closeDeadline = positive("close-deadline", closeDeadline, Duration.ofSeconds(20));
        returnedSize = returnedSize == 0 ? 64 << 10 : returnedSize;
        delayWarning = Objects.requireNonNullElse(delayWarning, Duration.ZERO);
        delayNotice = positive("delay-notice", delayNotice, Duration.ofHours(4));
        if (concurrency < 0) {
            throw new IllegalArgumentException("concurrency: must be more than zero");
        }
        if (retryMax.compareTo(retryMin) < 0) {
            throw new IllegalArgumentException("retry-max: must not be less than retry-min");
        }
        if (returnedSize < 0) {
            throw new IllegalArgumentException("returned-size: must not be negative");
        }
        if (delayWarning.isNegative()) {
            throw new IllegalArgumentException("delay-warning: must not be negative");
        }
    }

    RetryPolicy retryPolicy() {
        return new RetryPolicy(retryMin, retryMax, expiry, reportExpiry);
    }

    DelayPolicy delayPolicy() {
        return new DelayPolicy(delayWarning, delayNotice);
    }

    private static Duration positive(String name, Duration value, Duration fallback) {
        var duration = Objects.requireNonNullElse(value, fallback);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + ": must be more than zero");
        }
        return duration;
    }
}
