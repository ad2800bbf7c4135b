package io.staffetta.remote.dns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Answers by question, those not used for longest dropped first. Used by many threads. Its size is
/// counted in records, so that nobody can fill the memory with a few long answers.
final class AnswerCache {

    private final Map<Question, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int size;
    private final LongSupplier nanoTime;
    private long weight;

    /// @param size records, answers without any counting as one
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
            remove(question);
            return Optional.empty();
        }
        return Optional.of(entry.answer());
    }

    /// An answer that is longer than the cache is not kept.
    synchronized void put(Question question, Answer answer, Duration ttl) {
        remove(question);
        if (ttl.isZero() || weight(answer) > size) {
            return;
        }
        entries.put(question, new Entry(answer, nanoTime.getAsLong() + ttl.toNanos()));
        weight += weight(answer);
        while (weight > size) {
            remove(entries.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return entries.size();
    }

    private void remove(Question question) {
        var gone = entries.remove(question);
        if (gone != null) {
            weight -= weight(gone.answer());
        }
    }

    private static int weight(Answer answer) {
        return answer instanceof Answer.Found(var records) ? records.size() : 1;
    }

    private record Entry(Answer answer, long end) {}
}
