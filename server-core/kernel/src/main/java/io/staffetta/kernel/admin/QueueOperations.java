package io.staffetta.kernel.admin;

import static io.staffetta.kernel.admin.Operation.change;
import static io.staffetta.kernel.admin.Operation.read;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The operations of the administration port that concern the queue. [RemoteQueue] calls them.
final class QueueOperations {

    static final String REASON = "reason";

    static final Map<String, Operation> ALL =
            Map.ofEntries(
                    entry(
                            "queue.list",
                            new Operation(
                                    Set.of("limit"),
                                    SelectionArguments.FILTER,
                                    (admin, in) ->
                                            admin.queue()
                                                    .list(
                                                            SelectionArguments.filter(in),
                                                            in.number("limit")))),
                    entry(
                            "queue.show",
                            new Operation(
                                    Set.of("id"),
                                    Set.of(),
                                    (admin, in) -> admin.queue().show(in.text("id")))),
                    entry(
                            "queue.content",
                            new Operation(
                                    Set.of("id", "part", "from", "limit"),
                                    Set.of(),
                                    (admin, in) ->
                                            admin.queue()
                                                    .content(
                                                            in.text("id"),
                                                            in.oneOf("part", MessagePart.class),
                                                            in.longNumber("from"),
                                                            in.number("limit")))),
                    entry(
                            "queue.hold",
                            order(Set.of(REASON), in -> new QueueOrder.Hold(in.text(REASON)))),
                    entry("queue.release", order(Set.of(), _ -> new QueueOrder.Release())),
                    entry("queue.retry", order(Set.of(), _ -> new QueueOrder.Retry())),
                    entry(
                            "queue.bounce",
                            order(Set.of(REASON), in -> new QueueOrder.Bounce(in.text(REASON)))),
                    entry("queue.delete", order(Set.of(), _ -> new QueueOrder.Delete())),
                    entry(
                            "queue.flush",
                            new Operation(
                                    Set.of("destination"),
                                    Set.of(),
                                    (admin, in) ->
                                            Map.of(
                                                    "messages",
                                                    admin.queue().flush(in.text("destination"))))),
                    entry(
                            "queue.suspend",
                            change(
                                    Set.of("destination", REASON),
                                    (admin, in) ->
                                            admin.queue()
                                                    .suspend(
                                                            in.text("destination"),
                                                            in.text(REASON)))),
                    entry(
                            "queue.resume",
                            change(
                                    Set.of("destination"),
                                    (admin, in) -> admin.queue().resume(in.text("destination")))),
                    entry("queue.destinations", read(admin -> admin.queue().destinations())));

    private QueueOperations() {}

    private static Operation order(Set<String> needed, Function<Arguments, QueueOrder> order) {
        return new Operation(
                needed,
                SelectionArguments.SELECTION,
                (admin, in) ->
                        admin.queue().change(order.apply(in), SelectionArguments.selection(in)));
    }
}
