package io.staffetta.kernel.admin;

import static io.staffetta.kernel.admin.QueueOperations.REASON;

import io.staffetta.spi.queue.MailQueue;

import tools.jackson.core.type.TypeReference;

import java.util.List;
import java.util.Map;

/// The queue of a server that runs in another process.
///
/// @param connection to that server
record RemoteQueue(AdminConnection connection) implements QueueAdministration {

    @Override
    public QueueListing list(MailQueue.Filter filter, int limit) {
        var arguments = SelectionArguments.of(filter);
        arguments.put("limit", limit);
        return connection.call("queue.list", arguments, new TypeReference<>() {});
    }

    @Override
    public QueueMessage show(String id) {
        return connection.call("queue.show", Map.of("id", id), new TypeReference<>() {});
    }

    @Override
    public Excerpt content(String id, MessagePart part, long from, int limit) {
        return connection.call(
                "queue.content",
                Map.of("id", id, "part", part, "from", from, "limit", limit),
                new TypeReference<>() {});
    }

    @Override
    public QueueChange change(QueueOrder order, QueueSelection selection) {
        var arguments = SelectionArguments.of(selection);
        switch (order) {
            case QueueOrder.Hold(var reason) -> arguments.put(REASON, reason);
            case QueueOrder.Bounce(var reason) -> arguments.put(REASON, reason);
            case QueueOrder.Release _, QueueOrder.Retry _, QueueOrder.Delete _ -> {}
        }
        return connection.call("queue." + order.verb(), arguments, new TypeReference<>() {});
    }

    @Override
    public int flush(String destination) {
        Map<String, Integer> done =
                connection.call(
                        "queue.flush",
                        Map.of("destination", destination),
                        new TypeReference<>() {});
        return done.getOrDefault("messages", 0);
    }

    @Override
    public void suspend(String destination, String reason) {
        connection.change("queue.suspend", Map.of("destination", destination, REASON, reason));
    }

    @Override
    public void resume(String destination) {
        connection.change("queue.resume", Map.of("destination", destination));
    }

    @Override
    public List<MailQueue.Destination> destinations() {
        return connection.call("queue.destinations", Map.of(), new TypeReference<>() {});
    }
}
