package io.staffetta.kernel.admin;

import io.staffetta.spi.queue.MailQueue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Messages of the queue that an order is about.
public sealed interface QueueSelection {

    /// How many messages one operation works on at most.
    int PAGE = 1000;

    /// The same in parts that one operation works on.
    List<QueueSelection> pages();

    /// The part behind a message.
    QueueSelection after(String id);

    /// Messages by name.
    ///
    /// @param ids at least one
    record Ids(List<String> ids) implements QueueSelection {
        public Ids {
            ids = List.copyOf(ids);
            if (ids.isEmpty()) {
                throw new IllegalArgumentException("no message is named");
            }
        }

        @Override
        public List<QueueSelection> pages() {
            var pages = new ArrayList<QueueSelection>();
            for (int start = 0; start < ids.size(); start += PAGE) {
                pages.add(new Ids(ids.subList(start, Math.min(ids.size(), start + PAGE))));
            }
            return pages;
        }

        @Override
        public QueueSelection after(String id) {
            throw new IllegalStateException("named messages are one page");
        }
    }

    /// Every message that fits.
    ///
    /// @param filter which
    /// @param from the last message of the page before, empty for the first page
    record Matching(MailQueue.Filter filter, Optional<String> from) implements QueueSelection {

        /// From the first message on.
        public Matching(MailQueue.Filter filter) {
            this(filter, Optional.empty());
        }

        @Override
        public List<QueueSelection> pages() {
            return List.of(this);
        }

        @Override
        public QueueSelection after(String id) {
            return new Matching(filter, Optional.of(id));
        }
    }
}
