package io.staffetta.kernel;

import io.staffetta.spi.queue.MailQueue;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Which messages a filter lets through.
///
/// @param filter the filter
/// @param now the time to tell ages by
record FilterMatch(MailQueue.Filter filter, Instant now) {

    boolean test(MailQueue.Entry entry) {
        return filter.status().filter(status -> status != entry.status()).isEmpty()
                && filter.sender()
                        .filter(wanted -> !wanted.equalsIgnoreCase(entry.sender()))
                        .isEmpty()
                && filter.age().filter(age -> isYounger(entry, age)).isEmpty()
                && filter.destination().filter(domain -> !waitsFor(entry, domain)).isEmpty();
    }

    private boolean isYounger(MailQueue.Entry entry, Duration age) {
        return entry.arrival().isAfter(now.minus(age));
    }

    private static boolean waitsFor(MailQueue.Entry entry, String domain) {
        var suffix = "@" + domain.toLowerCase(Locale.ROOT);
        return entry.recipients().stream()
                .filter(recipient -> !recipient.progress().state().isDone())
                .anyMatch(
                        recipient -> recipient.address().toLowerCase(Locale.ROOT).endsWith(suffix));
    }
}
