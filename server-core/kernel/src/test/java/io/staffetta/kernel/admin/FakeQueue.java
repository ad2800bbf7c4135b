package io.staffetta.kernel.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A queue that delivers nothing and remembers what it was told.
final class FakeQueue implements MailQueue {

    final NavigableMap<SpoolId, SpooledMessage> messages = new TreeMap<>();
    final List<String> orders = new ArrayList<>();
    final TreeMap<String, String> suspended = new TreeMap<>();
    Optional<SpoolId> broken = Optional.empty();

    /// Adds a message that nobody has tried.
    SpoolId add(String sender, String... recipients) {
        var envelope =
                new Envelope(
                        FakeServer.START,
                        ReversePath.parse(sender),
                        MailParameters.NONE,
                        Arrays.stream(recipients).map(Mailbox::parse).map(Recipient::of).toList(),
                        new Envelope.Origin("mx", "192.0.2.1", "client", Optional.empty()));
        return add(
                envelope,
                envelope.recipients().stream()
                        .map(_ -> RecipientProgress.untried(FakeServer.START))
                        .toList(),
                "Subject: x\r\n\r\nbody\r\n".getBytes(UTF_8));
    }

    SpoolId add(Envelope envelope, List<RecipientProgress> progress, byte[] content) {
        var id = new SpoolId(messages.size() + 36L);
        messages.put(
                id,
                new SpooledMessage(
                        id,
                        envelope,
                        Content.of(content),
                        content.length,
                        progress,
                        Optional.empty()));
        return id;
    }

    @Override
    public void submit(SpooledMessage message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        return messages.values().stream()
                .map(FakeQueue::entry)
                .filter(entry -> fits(filter, entry))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return Optional.ofNullable(messages.get(id)).map(FakeQueue::entry);
    }

    @Override
    public long size() {
        return messages.size();
    }

    @Override
    public void retryAll() {
        orders.add("retry all");
    }

    @Override
    public boolean retry(SpoolId id) {
        orders.add("retry " + id);
        return messages.containsKey(id);
    }

    @Override
    public int flush(String destination) {
        orders.add("flush " + destination);
        return 7;
    }

    @Override
    public boolean hold(SpoolId id, String reason) throws IOException {
        return held(id, Optional.of(reason));
    }

    @Override
    public boolean release(SpoolId id) throws IOException {
        return held(id, Optional.empty());
    }

    @Override
    public boolean delete(SpoolId id) throws IOException {
        check(id);
        return messages.remove(id) != null;
    }

    @Override
    public void suspend(String destination, String reason) {
        suspended.put(destination, reason);
    }

    @Override
    public boolean resume(String destination) {
        return suspended.remove(destination) != null;
    }

    @Override
    public List<Destination> destinations() {
        return List.of(
                new Destination(
                        "example.net",
                        List.of(0, 1, 0, 0, 0, 2),
                        Optional.ofNullable(suspended.get("example.net")),
                        Optional.of(FakeServer.START),
                        "421 later"));
    }

    private boolean held(SpoolId id, Optional<String> reason) throws IOException {
        check(id);
        return messages.computeIfPresent(
                        id,
                        (_, m) ->
                                new SpooledMessage(
                                        id,
                                        m.envelope(),
                                        m.content(),
                                        m.size(),
                                        m.progress(),
                                        reason))
                != null;
    }

    private void check(SpoolId id) throws IOException {
        if (broken.filter(id::equals).isPresent()) {
            throw new IOException("the disk is gone");
        }
    }

    private static boolean fits(Filter filter, Entry entry) {
        return filter.status().filter(status -> status != entry.status()).isEmpty()
                && filter.sender().filter(sender -> !sender.equals(entry.sender())).isEmpty()
                && filter.age().filter(age -> age.toDays() > 1).isEmpty()
                && filter.destination()
                        .filter(domain ->
                                entry.recipients().stream()
                                        .noneMatch(to -> to.address().endsWith("@" + domain)))
                        .isEmpty();
    }

    private static Entry entry(SpooledMessage message) {
        var recipients = message.envelope().recipients();
        return new Entry(
                message.id(),
                message.envelope().receivedAt(),
                message.size(),
                message.envelope().reversePath().toString(),
                message.hold().isPresent() ? Status.HELD : Status.INCOMING,
                message.hold(),
                IntStream.range(0, recipients.size())
                        .mapToObj(index ->
                                new EntryRecipient(
                                        recipients.get(index).mailbox().toString(),
                                        recipients.get(index).original().toString(),
                                        message.progress().get(index)))
                        .toList());
    }
}
