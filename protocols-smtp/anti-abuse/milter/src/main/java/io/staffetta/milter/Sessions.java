package io.staffetta.milter;

import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Reply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The dialogues of all sessions, and what is done when one fails.
final class Sessions {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    /// What is asked of a dialogue.
    interface Question {
        Verdict of(Dialogue dialogue) throws IOException;
    }

    /// A session's dialogue. A call that was abandoned may still be at work on it: the next one
    /// waits until its interrupt has arrived.
    private record Entry(Dialogue dialogue, ReentrantLock lock) {}

    private final Ways ways;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Semaphore room;

    Sessions(Ways ways) {
        this.ways = ways;
        this.room = new Semaphore(ways.settings().maxConnections());
    }

    /// Asks.
    ///
    /// @param tainted whether the message as it was must not be accepted any more
    Answer ask(Session session, Question question, BooleanSupplier tainted)
            throws InterruptedException {
        // A filter cannot be told that nothing is really happening.
        if (session.isRehearsal()) {
            return known(Verdict.CONTINUE);
        }
        if (isSkipped(session) && !entries.containsKey(session.id())) {
            return known(Verdict.ACCEPT);
        }
        var entry = entry(session.id());
        if (entry.isEmpty()) {
            return failed(session, "there are too many connections to the filter", tainted);
        }
        var dialogue = entry.get().dialogue();
        var lock = entry.get().lock();
        lock.lockInterruptibly();
        try {
            return ask(dialogue, session, question, tainted);
        } finally {
            lock.unlock();
        }
    }

    private Answer ask(
            Dialogue dialogue, Session session, Question question, BooleanSupplier tainted) {
        var before = dialogue.over();
        if (before != null) {
            return new Answer(before, false, dialogue.hasFailed(), "");
        }
        if (isSkipped(session)) {
            return known(dialogue.end(Verdict.ACCEPT));
        }
        var settled = dialogue.settled();
        try {
            var verdict = question.of(dialogue);
            return new Answer(verdict, !verdict.equals(settled), false, "");
        } catch (IOException e) {
            var answer = failed(session, words(e), tainted);
            dialogue.broken(answer.verdict());
            return answer;
        } catch (RuntimeException e) {
            dialogue.broken(failed(session, "internal error", tainted).verdict());
            throw e;
        }
    }

    private static Answer known(Verdict verdict) {
        return new Answer(verdict, false, false, "");
    }

    private boolean isSkipped(Session session) {
        var settings = ways.settings();
        return (settings.skipAuthenticated() && session.identity().isPresent())
                || session.clientIp()
                        .filter(ip ->
                                settings.exemptNetworks().stream()
                                        .anyMatch(network -> network.contains(ip)))
                        .isPresent();
    }

    private Optional<Entry> entry(String session) {
        var known = entries.get(session);
        if (known != null) {
            return Optional.of(known);
        }
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        var entry = new Entry(new Dialogue(ways), new ReentrantLock());
        entries.put(session, entry);
        return Optional.of(entry);
    }

    private Answer failed(Session session, String why, BooleanSupplier tainted) {
        log.atWarn()
                .addKeyValue("milter", ways.name())
                .addKeyValue("session", session.id())
                .addKeyValue("default-action", ways.settings().defaultAction())
                .addKeyValue("error", why)
                .log("filter failed");
        return new Answer(defaultVerdict(tainted.getAsBoolean()), true, true, why);
    }

    /// A body of which the filter has begun to send another is neither the old nor the new one.
    private Verdict defaultVerdict(boolean tainted) {
        return switch (ways.settings().defaultAction()) {
            case ACCEPT -> tainted ? shutdown() : new Verdict.Continue("error");
            case QUARANTINE ->
                    tainted
                            ? shutdown()
                            : new Verdict.Hold("filter " + ways.name() + " failed", "error");
            case REJECT ->
                    new Verdict.Refuse(Reply.of(550, "5.5.0", "Service unavailable"), "error");
            case TEMPFAIL ->
                    new Verdict.Refuse(
                            Reply.of(451, "4.7.1", "Service unavailable - try again later"),
                            "error");
            case SHUTDOWN -> shutdown();
        };
    }

    private static Verdict shutdown() {
        return new Verdict.Disconnect(
                Reply.of(421, "4.7.1", "Service unavailable - try again later"), "error");
    }

    private static String words(IOException e) {
        var causes = Arrays.stream(e.getSuppressed()).map(Throwable::getMessage);
        var cause = Optional.ofNullable(e.getCause()).map(Throwable::getMessage).stream();
        var own = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        return Stream.concat(Stream.of(own), Stream.concat(causes, cause))
                .filter(Objects::nonNull)
                .distinct()
                .limit(5)
                .collect(Collectors.joining(": "));
    }

    /// The session has ended.
    void forget(String session) throws InterruptedException {
        var entry = entries.remove(session);
        if (entry != null) {
            room.release();
            entry.lock().lockInterruptibly();
            try {
                entry.dialogue().close();
            } finally {
                entry.lock().unlock();
            }
        }
    }

    /// No session is left that could ask.
    void close() throws InterruptedException {
        for (var session : entries.keySet()) {
            forget(session);
        }
    }
}
