package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.load.Load.Security;
import io.staffetta.benchmarks.load.Load.Style;

import java.util.List;
import java.util.Optional;

/// Something to measure.
///
/// @param id short, as options and tables name it
/// @param title one line for people
/// @param kind how it is driven
/// @param size octets of each message
/// @param many whether a connection carries many messages, or one
/// @param style how the load client sends commands
/// @param security TLS or not
public record Workload(
        String id,
        String title,
        Kind kind,
        int size,
        boolean many,
        Style style,
        Security security) {

    private static final int K = 1024;

    /// All of them, in the order in which they run.
    public static final List<Workload> ALL =
            List.of(
                    accept("W1a", "accept 4 KiB, one message per connection", 4 * K, false),
                    accept("W1b", "accept 4 KiB, many messages per connection", 4 * K, true),
                    accept("W1a-64K", "accept 64 KiB, one per connection", 64 * K, false),
                    accept("W1b-64K", "accept 64 KiB, many per connection", 64 * K, true),
                    accept("W1a-1M", "accept 1 MiB, one per connection", K * K, false),
                    accept("W1b-1M", "accept 1 MiB, many per connection", K * K, true),
                    client("W1p", "accept 4 KiB, many per connection, pipelined", Style.PIPELINED),
                    client("W1c", "accept 4 KiB, many per connection, BDAT", Style.CHUNKED),
                    of("W2", "accept 4 KiB and deliver to a mailbox", Kind.MAILBOX),
                    of("W3", "relay 4 KiB from end to end", Kind.RELAY),
                    submission(
                            "W4",
                            "submit 4 KiB: STARTTLS, AUTH PLAIN, new TLS session",
                            Security.NEW_SESSION),
                    submission(
                            "W4r",
                            "submit 4 KiB: STARTTLS, AUTH PLAIN, resumed TLS session",
                            Security.RESUMED),
                    of("W5", "memory of 10,000 idle connections", Kind.IDLE),
                    new Workload(
                            "W5t",
                            "memory of 10,000 idle connections with TLS",
                            Kind.IDLE,
                            0,
                            false,
                            Style.STEP_BY_STEP,
                            Security.NEW_SESSION),
                    of("W6", "cold start to the banner", Kind.RESTART),
                    accept(
                            "W7",
                            "accept 4 KiB, many per connection, with 1,000,000 messages queued",
                            4 * K,
                            true),
                    of("W8", "start with 100,000 messages queued", Kind.START),
                    of("fsync", "calls of fsync for 1,000 messages", Kind.FSYNC));

    /// Finds one by its id.
    public static Optional<Workload> named(String id) {
        return ALL.stream().filter(each -> each.id().equalsIgnoreCase(id)).findFirst();
    }

    private static Workload accept(String id, String title, int size, boolean many) {
        return new Workload(id, title, Kind.ACCEPT, size, many, Style.STEP_BY_STEP, Security.CLEAR);
    }

    private static Workload client(String id, String title, Style style) {
        return new Workload(id, title, Kind.CLIENT, 4 * K, true, style, Security.CLEAR);
    }

    private static Workload submission(String id, String title, Security security) {
        return new Workload(id, title, Kind.SUBMISSION, 4 * K, false, Style.STEP_BY_STEP, security);
    }

    private static Workload of(String id, String title, Kind kind) {
        return new Workload(id, title, kind, 4 * K, false, Style.STEP_BY_STEP, Security.CLEAR);
    }
}
