package io.staffetta.remote.dns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Answers by question, those not used for longest dropped first. Used by many threads.
final class AnswerCache {

    private final Map<Question, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int size;
    private final LongSupplier nanoTime;

    /// @param nanoTime such as [System#nanoTime()]
    AnswerCache(int size, LongSupplier nanoTime) {
        this.size = size;
        this.nanoTime = nanoTime;
    }

    synchronized Optional<Answer> get(Question question) {
        var entry = entries.get(question);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.end() - nanoTime.getAsLong() <= 0) {
            entries.remove(question);
            return Optional.empty();
        }
        return Optional.of(entry.answer());
    }

    synchronized void put(Question question, Answer answer, Duration ttl) {
        if (ttl.isZero()) {
            return;
        }
        entries.put(question, new Entry(answer, nanoTime.getAsLong() + ttl.toNanos()));
        if (entries.size() > size) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return entries.size();
    }

    private record Entry(Answer answer, long end) {}
}
