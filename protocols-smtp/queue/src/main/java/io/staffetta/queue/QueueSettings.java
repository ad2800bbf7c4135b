package io.staffetta.queue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Settings of the queue `standard`.
///
/// @param concurrency most deliveries at once to one next hop; default 20
/// @param retryMin shortest wait between attempts; default 5m
/// @param retryMax longest wait between attempts; default 67m
/// @param expiry age at which a message that cannot be delivered goes back; default 5d
/// @param reportExpiry the same for messages with the null reverse-path, which end silently;
///   default 1d
/// @param attemptDeadline how long a transport may take for one message; default 30m, longer than
///   the wait for the reply to the content alone (RFC 5321 §4.5.3.2.6): whoever is cut off there
///   may get the message again
/// @param closeDeadline how long running deliveries may take when the server stops; default 20s
/// @param returnedSize largest message that a failure report returns in full where the sender asked
///   for it, and the most it returns of a header; octets, default 64K
/// @param delayWarning age at which senders are told of a delay, though they did not ask; default
///   0, never
/// @param delayNotice age at which senders are told of a delay that asked by `NOTIFY=DELAY`;
///   default 4h; `delayWarning` if that is shorter
/// @param initialConcurrency deliveries at once to a next hop that nothing is known of; default 5,
///   but not more than `concurrency`
/// @param maxDeliveries deliveries at once to all next hops together; default 200
/// @param recipientsPerDelivery recipients of one message that are delivered to at once; at least
///   100 by RFC 5321 §4.5.3.1.8 unless the next hop is known to take less; default 100
/// @param active messages that are being delivered or wait for their turn at a next hop; default
///   20000. The others wait for a place, in the spool
/// @param outageAfter attempts in a row that did not reach a next hop until it counts as down;
///   default 3
/// @param destination settings for some destinations, repeated
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
        Duration delayNotice,
        int initialConcurrency,
        int maxDeliveries,
        int recipientsPerDelivery,
        int active,
        int outageAfter,
        List<Destination> destination) {

    /// Settings for one destination. They hold for each next hop on its own.
    ///
    /// @param domain a recipient domain, `.example.org` for everything below it, or a next hop
    /// @param concurrency most deliveries at once; default: that of the queue
    /// @param rate deliveries begun in a time, such as `100/1m`; at most 10000; default: no limit
    public record Destination(String domain, int concurrency, String rate) {
        public Destination {
            if (domain == null || domain.isBlank()) {
                throw new IllegalArgumentException("domain: is needed");
            }
            domain = domain.strip().toLowerCase(Locale.ROOT);
            rate = Objects.requireNonNullElse(rate, "");
            if (!rate.isEmpty()) {
                Rate.parse(rate);
            }
            if (concurrency < 0) {
                throw new IllegalArgumentException("concurrency: must be more than zero");
            }
        }

        Optional<Rate> limit() {
            return rate.isEmpty() ? Optional.empty() : Optional.of(Rate.parse(rate));
        }
    }

    public QueueSettings {
        retryMin = positive("retry-min", retryMin, Duration.ofMinutes(5));
        retryMax = positive("retry-max", retryMax, Duration.ofMinutes(67));
        expiry = positive("expiry", expiry, Duration.ofDays(5));
        reportExpiry = positive("report-expiry", reportExpiry, Duration.ofDays(1));
        attemptDeadline = positive("attempt-deadline", attemptDeadline, Duration.ofMinutes(30));
        closeDeadline = positive("close-deadline", closeDeadline, Duration.ofSeconds(20));
        returnedSize = returnedSize == 0 ? 64 << 10 : returnedSize;
        delayWarning = Objects.requireNonNullElse(delayWarning, Duration.ZERO);
        delayNotice = positive("delay-notice", delayNotice, Duration.ofHours(4));
        concurrency = positive("concurrency", concurrency, 20);
        initialConcurrency =
                Math.min(positive("initial-concurrency", initialConcurrency, 5), concurrency);
        maxDeliveries = positive("max-deliveries", maxDeliveries, 200);
        recipientsPerDelivery = positive("recipients-per-delivery", recipientsPerDelivery, 100);
        active = positive("active", active, 20_000);
        outageAfter = positive("outage-after", outageAfter, 3);
        destination = List.copyOf(Objects.requireNonNullElse(destination, List.of()));
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

    private static int positive(String name, int value, int fallback) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": must be more than zero");
        }
        return value == 0 ? fallback : value;
    }

    private static Duration positive(String name, Duration value, Duration fallback) {
        var duration = Objects.requireNonNullElse(value, fallback);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + ": must be more than zero");
        }
        return duration;
    }
}
