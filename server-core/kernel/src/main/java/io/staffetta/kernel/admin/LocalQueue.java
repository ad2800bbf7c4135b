package io.staffetta.kernel.admin;

import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The queue of the server in this process.
final class LocalQueue implements QueueAdministration {

    private static final Logger log = LoggerFactory.getLogger(LocalQueue.class);

    private final MailQueue queue;
    private final Spool spool;

    LocalQueue(ServerControl server) {
        this.queue = server.queue();
        this.spool = server.spool();
    }

    @Override
    public QueueListing list(MailQueue.Filter filter, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
        var found = queue.list(canonical(filter), limit == Integer.MAX_VALUE ? limit : limit + 1);
        return new QueueListing(
                queue.size(),
                found.stream().limit(limit).map(QueueItem::of).toList(),
                found.size() > limit);
    }

    @Override
    public QueueMessage show(String id) {
        var known = SpoolId.parse(id);
        return queue.find(known)
                .flatMap(entry ->
                        spool.find(known)
                                .map(message -> QueueMessage.of(entry, message.envelope())))
                .orElseThrow(() -> new IllegalArgumentException(QueueOrders.unknown(known)));
    }

    @Override
    public Excerpt content(String id, MessagePart part, long from, int limit) {
        var known = SpoolId.parse(id);
        var message =
                spool.find(known)
                        .orElseThrow(
                                () -> new IllegalArgumentException(QueueOrders.unknown(known)));
        try {
            return Excerpt.of(message.content(), part, from, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException(
                            "cannot read message %s: %s".formatted(known, e.getMessage()), e));
        }
    }

    @Override
    public QueueChange change(QueueOrder order, QueueSelection selection) {
        var orders = new QueueOrders(queue, order);
        var change =
                attempt(() ->
                        switch (selection) {
                            case QueueSelection.Ids(var ids) -> orders.byName(ids);
                            case QueueSelection.Matching(var filter, var from) ->
                                    orders.byFilter(canonical(filter), from.map(SpoolId::parse));
                        });
        log.atInfo()
                .addKeyValue("verb", order.verb())
                .addKeyValue("messages", change.messages())
                .log("queue changed by the operator");
        return change;
    }

    @Override
    public int flush(String destination) {
        var name = OperatorText.destination(destination);
        int messages = attempt(() -> queue.flush(name));
        audit("flush", name, "messages", messages);
        return messages;
    }

    @Override
    public void suspend(String destination, String reason) {
        var name = OperatorText.destination(destination);
        var line = OperatorText.line("reason", reason);
        attempt(() -> {
            queue.suspend(name, line);
            return true;
        });
        audit("suspend", name, "reason", line);
    }

    @Override
    public void resume(String destination) {
        var name = OperatorText.destination(destination);
        if (!attempt(() -> queue.resume(name))) {
            throw new IllegalArgumentException(name + " is not suspended");
        }
        audit("resume", name, "resumed", true);
    }

    @Override
    public List<MailQueue.Destination> destinations() {
        return attempt(queue::destinations);
    }

    private static void audit(String verb, String destination, String key, Object value) {
        log.atInfo()
                .addKeyValue("verb", verb)
                .addKeyValue("destination", destination)
                .addKeyValue(key, value)
                .log("queue changed by the operator");
    }

    private static MailQueue.Filter canonical(MailQueue.Filter filter) {
        return new MailQueue.Filter(
                filter.destination().map(OperatorText::destination),
                filter.sender(),
                filter.age(),
                filter.status());
    }

    private static <T> T attempt(Verb<T> verb) {
        try {
            return verb.run();
        } catch (UnsupportedOperationException e) {
            throw new IllegalStateException(
                    Optional.ofNullable(e.getMessage()).orElse("this queue has no such verb"), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Verb<T> {
        T run() throws IOException;
    }
}
