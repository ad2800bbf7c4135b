package io.staffetta.dns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Answers by question, those not used for longest dropped first. Used by many threads. Its size is
/// counted in records, so that nobody can fill the memory with a few long answers.
final class AnswerCache {

    private static final int OCTETS_OF_A_RECORD = 256;

    private final Map<Question, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int size;
    private final LongSupplier nanoTime;
    private long weight;

    /// @param size records, answers without any counting as one, long ones as several; 0 for none
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
    void put(Question question, Answer answer, Duration ttl) {
        var entry = new Entry(answer, nanoTime.getAsLong() + ttl.toNanos(), weight(answer));
        put(question, entry, !ttl.isPositive() || entry.weight() > size);
    }

    private synchronized void put(Question question, Entry entry, boolean brief) {
        remove(question);
        if (brief) {
            return;
        }
        entries.put(question, entry);
        weight += entry.weight();
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
            weight -= gone.weight();
        }
    }

    private static long weight(Answer answer) {
        return answer instanceof Answer.Found(var records, _)
                ? records.stream()
                        .mapToLong(
                                record -> 1 + record.toWireCanonical().length / OCTETS_OF_A_RECORD)
                        .sum()
                : 1;
    }

    private record Entry(Answer answer, long end, long weight) {}
}
