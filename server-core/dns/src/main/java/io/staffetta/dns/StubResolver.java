package io.staffetta.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks, follows aliases, and remembers. Used by many threads; a question that is being asked is
/// not asked a second time beside it (RFC 5452 §5). Has no threads of its own.
public final class StubResolver {

    private final Upstream upstream;
    private final AnswerLimits limits;
    private final CacheTimes times;
    private final Duration longest;
    private final AnswerCache cache;
    private final ConcurrentMap<Question, CompletableFuture<Answer>> asked =
            new ConcurrentHashMap<>();

    /// @param upstream who is asked
    /// @param limits of each answer
    /// @param times how long answers are kept
    /// @param cacheSize records kept, an answer without any counting as one, long records as
    ///   several; 0 for none
    /// @param longest time for one question, aliases and all
    public StubResolver(
            Upstream upstream,
            AnswerLimits limits,
            CacheTimes times,
            int cacheSize,
            Duration longest) {
        this.upstream = upstream;
        this.limits = limits;
        this.times = times;
        this.longest = longest;
        cache = new AnswerCache(cacheSize, System::nanoTime);
    }

    /// The answer, if it need not be asked for. Does not block.
    public Optional<Answer> known(Question question) {
        return cache.get(question);
    }

    /// How many answers are kept.
    public int size() {
        return cache.size();
    }

    /// Blocks.
    ///
    /// @param deadline when the caller needs the answer. That it was too short for the answer to
    ///   come is not remembered, and concerns nobody else who asks the same
    public Answer ask(Question question, Deadline deadline) throws InterruptedException {
        var own = Deadline.in(longest);
        var sooner = deadline.orIn(longest);
        while (true) {
            var known = cache.get(question);
            if (known.isPresent()) {
                return known.get();
            }
            var ours = new CompletableFuture<Answer>();
            var theirs = asked.putIfAbsent(question, ours);
            try {
                return theirs == null
                        ? lead(question, ours, sooner, own)
                        : theirs.get(sooner.nanosLeft(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return new Answer.Failed(question + ": timed out");
            } catch (ExecutionException | CancellationException e) {
                // Whoever asked could not wait for the answer: we ask ourselves.
            }
        }
    }

    private Answer lead(
            Question question, CompletableFuture<Answer> ours, Deadline deadline, Deadline own)
            throws InterruptedException {
        try {
            var answer = find(question, deadline);
            boolean hurried = answer instanceof Answer.Failed && deadline.isOver() && !own.isOver();
            if (!hurried) {
                cache.put(question, answer, times.of(answer));
                ours.complete(answer);
            }
            return answer;
        } finally {
            asked.remove(question, ours);
            ours.cancel(false);
        }
    }

    private Answer find(Question question, Deadline deadline) throws InterruptedException {
        try {
            var reading = new AnswerReading(question, limits);
            while (!reading.take(upstream.exchange(reading.question(), deadline))) {
                // The next alias is asked for.
            }
            return reading.answer();
        } catch (IOException e) {
            return new Answer.Failed(question + ": " + e.getMessage());
        }
    }
}
