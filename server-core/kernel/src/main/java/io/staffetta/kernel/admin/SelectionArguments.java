package io.staffetta.kernel.admin;

import io.staffetta.spi.queue.MailQueue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Filters and selections as arguments of an operation: either `ids`, or whatever of `destination`,
/// `sender`, `age` (seconds) and `status` is to fit, and `after` for a further page.
final class SelectionArguments {

    static final Set<String> FILTER = Set.of("destination", "sender", "age", "status");

    static final Set<String> SELECTION =
            Set.of("ids", "destination", "sender", "age", "status", "after");

    /// Some thousand years, in seconds: far from where times overflow.
    private static final long MAX_AGE = 100_000_000_000L;

    private SelectionArguments() {}

    static MailQueue.Filter filter(Arguments in) {
        return new MailQueue.Filter(
                in.optionalText("destination"),
                in.optionalText("sender"),
                in.has("age") ? Optional.of(age(in)) : Optional.empty(),
                in.has("status")
                        ? Optional.of(in.oneOf("status", MailQueue.Status.class))
                        : Optional.empty());
    }

    static QueueSelection selection(Arguments in) {
        if (!in.has("ids")) {
            return new QueueSelection.Matching(filter(in), in.optionalText("after"));
        }
        if (!filter(in).equals(MailQueue.Filter.ALL) || in.has("after")) {
            throw new IllegalArgumentException("either ids or a filter");
        }
        return new QueueSelection.Ids(in.texts("ids"));
    }

    static Map<String, Object> of(MailQueue.Filter filter) {
        var arguments = new HashMap<String, Object>();
        filter.destination().ifPresent(destination -> arguments.put("destination", destination));
        filter.sender().ifPresent(sender -> arguments.put("sender", sender));
        filter.age().ifPresent(age -> arguments.put("age", age.toSeconds()));
        filter.status().ifPresent(status -> arguments.put("status", status.name()));
        return arguments;
    }

    static Map<String, Object> of(QueueSelection selection) {
        return switch (selection) {
            case QueueSelection.Ids(var ids) -> new HashMap<>(Map.of("ids", ids));
            case QueueSelection.Matching(var filter, var from) -> {
                var arguments = of(filter);
                from.ifPresent(id -> arguments.put("after", id));
                yield arguments;
            }
        };
    }

    private static Duration age(Arguments in) {
        long seconds = in.longNumber("age");
        if (seconds < 0 || seconds > MAX_AGE) {
            throw new IllegalArgumentException("age must lie between 0 and " + MAX_AGE);
        }
        return Duration.ofSeconds(seconds);
    }
}
