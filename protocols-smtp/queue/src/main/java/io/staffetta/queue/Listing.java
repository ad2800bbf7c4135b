package io.staffetta.queue;

import io.staffetta.spi.queue.MailQueue.Entry;
import io.staffetta.spi.queue.MailQueue.EntryRecipient;
import io.staffetta.spi.queue.MailQueue.Filter;
import io.staffetta.spi.queue.MailQueue.Status;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Shows messages to operators.
///
/// @param board what is known without the spool
/// @param spool everything else
/// @param clock for ages
record Listing(Board board, Spool spool, InstantSource clock) {

    /// Messages that are looked for at once.
    private static final int CHUNK = 500;

    private record Candidate(SpoolId id, Status status) {}

    /// Those that a filter lets through, oldest first.
    ///
    /// @param start the message before the first of them; empty for the oldest
    List<Entry> list(Optional<SpoolId> start, Filter filter, int limit) {
        var destination = filter.destination().map(LaneRules::canonical);
        var arrival = filter.age().map(clock.instant()::minus);
        var entries = new ArrayList<Entry>();
        var last = start;
        do {
            var after = last;
            var chunk = board.crew().ask(() -> board.schedule().some(after, CHUNK));
            var candidates =
                    board.crew().ask(() -> candidates(chunk, filter, destination, arrival));
            for (var candidate : candidates) {
                if (entries.size() == limit) {
                    return entries;
                }
                spool.find(candidate.id())
                        .filter(message -> matches(message, filter, destination))
                        .map(message -> entry(message, candidate.status()))
                        .ifPresent(entries::add);
            }
            last = chunk.isEmpty() ? Optional.empty() : Optional.of(chunk.getLast().id);
        } while (last.isPresent() && entries.size() < limit);
        return entries;
    }

    Optional<Entry> find(SpoolId id) {
        return board.crew()
                .ask(() -> board.schedule().status(id))
                .flatMap(status -> spool.find(id).map(message -> entry(message, status)));
    }

    /// What can be told without the spool.
    private List<Candidate> candidates(
            List<Slot> slots,
            Filter filter,
            Optional<String> destination,
            Optional<Instant> arrival) {
        var known = destination.flatMap(board.schedule().destinations()::find);
        if (destination.isPresent() && known.isEmpty()) {
            return List.of();
        }
        return slots.stream()
                .filter(slot -> known.map(slot.domains::contains).orElse(true))
                .filter(slot ->
                        arrival.map(at -> slot.receivedAt <= at.toEpochMilli()).orElse(true))
                .filter(slot -> filter.status().map(slot.status()::equals).orElse(true))
                .filter(slot ->
                        filter.sender()
                                .map(sender -> Newcomer.hash(sender) == slot.sender)
                                .orElse(true))
                .map(slot -> new Candidate(slot.id, slot.status()))
                .toList();
    }

    private static boolean matches(
            SpooledMessage message, Filter filter, Optional<String> destination) {
        var sender = message.envelope().reversePath().toString().toLowerCase(Locale.ROOT);
        return filter.sender().map(s -> s.toLowerCase(Locale.ROOT).equals(sender)).orElse(true)
                && destination.map(name -> hasOpen(message, name)).orElse(true);
    }

    private static boolean hasOpen(SpooledMessage message, String domain) {
        return IntStream.range(0, message.progress().size())
                .filter(index -> !message.progress().get(index).state().isDone())
                .anyMatch(index -> Newcomer.domain(message.envelope(), index).equals(domain));
    }

    private static Entry entry(SpooledMessage message, Status status) {
        var envelope = message.envelope();
        return new Entry(
                message.id(),
                envelope.receivedAt(),
                message.size(),
                envelope.reversePath().toString(),
                status,
                message.hold(),
                IntStream.range(0, envelope.recipients().size())
                        .mapToObj(index -> recipient(message, index))
                        .toList());
    }

    private static EntryRecipient recipient(SpooledMessage message, int index) {
        var recipient = message.envelope().recipients().get(index);
        return new EntryRecipient(
                recipient.mailbox().toString(),
                recipient.original().toString(),
                message.progress().get(index));
    }
}
