package io.staffetta.kernel.admin;

import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.SpoolId;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Carries out an order.
///
/// @param queue whose messages
/// @param order what is to be done
record QueueOrders(MailQueue queue, QueueOrder order) {

    static String unknown(SpoolId id) {
        return "there is no message " + id + " in the queue";
    }

    QueueChange byName(List<String> names) throws IOException {
        var ids = new LinkedHashSet<SpoolId>();
        names.forEach(name -> ids.add(SpoolId.parse(name)));
        var problems = new ArrayList<String>();
        int done = 0;
        for (var id : ids) {
            var entry = queue.find(id);
            boolean held = entry.flatMap(MailQueue.Entry::hold).isPresent();
            if (entry.isEmpty()) {
                problems.add(unknown(id));
            } else if (held && order instanceof QueueOrder.Retry) {
                problems.add("message " + id + " is held; release it instead");
            } else if (held || !(order instanceof QueueOrder.Release)) {
                done += carryOut(id, done) ? 1 : 0;
            }
        }
        return new QueueChange(done, problems, Optional.empty());
    }

    QueueChange byFilter(MailQueue.Filter filter, Optional<SpoolId> after) throws IOException {
        if (order instanceof QueueOrder.Retry
                && filter.equals(MailQueue.Filter.ALL)
                && after.isEmpty()) {
            int waiting = (int) Math.min(Integer.MAX_VALUE, queue.size() - held());
            queue.retryAll();
            return new QueueChange(waiting, List.of(), Optional.empty());
        }
        var page = page(narrowed(filter), after);
        int done = 0;
        for (var entry : page) {
            if (concerns(entry)) {
                done += carryOut(entry.id(), done) ? 1 : 0;
            }
        }
        var next =
                page.size() < QueueSelection.PAGE
                        ? Optional.<String>empty()
                        : Optional.of(page.getLast().id().toString());
        return new QueueChange(done, List.of(), next);
    }

    private boolean concerns(MailQueue.Entry entry) {
        return switch (order) {
            case QueueOrder.Hold _, QueueOrder.Retry _ -> entry.hold().isEmpty();
            case QueueOrder.Release _ -> entry.hold().isPresent();
            case QueueOrder.Bounce _, QueueOrder.Delete _ -> true;
        };
    }

    private MailQueue.Filter narrowed(MailQueue.Filter filter) {
        return order instanceof QueueOrder.Release && filter.status().isEmpty()
                ? withStatus(filter, MailQueue.Status.HELD)
                : filter;
    }

    private boolean carryOut(SpoolId id, int before) throws IOException {
        try {
            return switch (order) {
                case QueueOrder.Hold(var reason) -> queue.hold(id, reason);
                case QueueOrder.Release() -> queue.release(id);
                case QueueOrder.Retry() -> queue.retry(id);
                case QueueOrder.Bounce(var reason) -> queue.bounce(id, reason);
                case QueueOrder.Delete() -> queue.delete(id);
            };
        } catch (IOException e) {
            throw new IOException(
                    "cannot %s message %s: %s (done before: %d)"
                            .formatted(order.verb(), id, e.getMessage(), before),
                    e);
        }
    }

    private long held() {
        var filter = withStatus(MailQueue.Filter.ALL, MailQueue.Status.HELD);
        long count = 0;
        var page = page(filter, Optional.empty());
        while (page.size() == QueueSelection.PAGE) {
            count += page.size();
            page = page(filter, Optional.of(page.getLast().id()));
        }
        return count + page.size();
    }

    private List<MailQueue.Entry> page(MailQueue.Filter filter, Optional<SpoolId> after) {
        return after.map(id -> queue.listAfter(id, filter, QueueSelection.PAGE))
                .orElseGet(() -> queue.list(filter, QueueSelection.PAGE));
    }

    private static MailQueue.Filter withStatus(MailQueue.Filter filter, MailQueue.Status status) {
        return new MailQueue.Filter(
                filter.destination(), filter.sender(), filter.age(), Optional.of(status));
    }
}
