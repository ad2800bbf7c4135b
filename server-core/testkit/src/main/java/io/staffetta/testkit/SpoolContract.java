package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.State;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// What every [Spool] must do. A test class implements it and says how to open one.
public interface SpoolContract {

    /// A spool that was started. Within one test every call opens the same storage; the one before
    /// was closed.
    Spool open() throws Exception;

    /// Octets of a content that the spool keeps in another way than a small one, if it does so.
    default int largeSize() {
        return 3_000_000;
    }

    @Test
    default void whatWasStoredIsFoundAgain() throws Exception {
        var spool = open();
        var envelope = fullEnvelope();
        var stored = store(spool, envelope, "Subject: hello\r\n\r\nhello\r\n");
        assertThat(stored.envelope()).isEqualTo(envelope);
        assertThat(text(stored.content())).isEqualTo("Subject: hello\r\n\r\nhello\r\n");
        assertThat(stored.size()).isEqualTo(25);
        assertThat(stored.hold()).isEmpty();

        var found = spool.find(stored.id()).orElseThrow();
        assertThat(found.envelope()).isEqualTo(envelope);
        assertThat(text(found.content())).isEqualTo("Subject: hello\r\n\r\nhello\r\n");
        assertThat(found.size()).isEqualTo(25);
        assertThat(found.progress())
                .hasSize(2)
                .containsOnly(RecipientProgress.untried(envelope.receivedAt()));
        spool.close();
    }

    @Test
    default void whatWasStoredSurvivesARestart() throws Exception {
        var spool = open();
        var envelope = fullEnvelope();
        var id = store(spool, envelope, "Subject: kept\r\n\r\nkept\r\n").id();
        spool.close();

        var again = open();
        var replayed = replay(again);
        assertThat(replayed).extracting(SpooledMessage::id).containsExactly(id);
        assertThat(replayed.getFirst().envelope()).isEqualTo(envelope);
        assertThat(text(replayed.getFirst().content())).isEqualTo("Subject: kept\r\n\r\nkept\r\n");
        again.close();
    }

    @Test
    default void headReplacesTheSkippedOctets() throws Exception {
        var spool = open();
        var ids = new ArrayList<SpoolId>();
        for (int size : new int[] {20, largeSize()}) {
            var body = octets(size, 7);
            var draft = spool.draft();
            draft.write(body, 0, body.length);
            assertThat(draft.size()).isEqualTo(size);
            assertThat(bytes(draft.content())).isEqualTo(body);
            var head = "Received: here\r\n".getBytes(StandardCharsets.US_ASCII);
            var message = spool.store(simpleEnvelope(), Optional.empty(), head, draft, 5);
            assertThat(message.size()).isEqualTo(head.length + size - 5);
            assertThat(bytes(message.content())).isEqualTo(joined(head, body, 5));
            ids.add(message.id());
        }
        spool.close();

        var again = open();
        int index = 0;
        for (int size : new int[] {20, largeSize()}) {
            var head = "Received: here\r\n".getBytes(StandardCharsets.US_ASCII);
            var found = again.find(ids.get(index++)).orElseThrow();
            assertThat(bytes(found.content())).isEqualTo(joined(head, octets(size, 7), 5));
            assertThat(found.content().size()).isEqualTo(head.length + size - 5);
        }
        again.close();
    }

    @Test
    default void contentsOfAllSizesAreKeptByteExact() throws Exception {
        var spool = open();
        var sizes = new int[] {0, 1, 4095, 4096, 4097, 65_536, 262_143, 262_144, 262_145, 1 << 20};
        var ids = new ArrayList<SpoolId>();
        for (int size : sizes) {
            ids.add(store(spool, simpleEnvelope(), octets(size, size)).id());
        }
        spool.close();
        var again = open();
        for (int i = 0; i < sizes.length; i++) {
            assertThat(bytes(again.find(ids.get(i)).orElseThrow().content()))
                    .isEqualTo(octets(sizes[i], sizes[i]));
        }
        again.close();
    }

    @Test
    default void aClosedDraftLeavesNothing() throws Exception {
        var spool = open();
        for (int size : new int[] {100, largeSize()}) {
            var draft = spool.draft();
            draft.write(octets(size, 1), 0, size);
            draft.close();
            draft.close();
        }
        assertThat(spool.status().messages()).isZero();
        assertThat(spool.status().liveBytes()).isZero();
        spool.close();
        var again = open();
        assertThat(replay(again)).isEmpty();
        again.close();
    }

    @Test
    default void idsRiseAlsoOverRestarts() throws Exception {
        long last = 0;
        for (int run = 0; run < 3; run++) {
            var spool = open();
            for (int i = 0; i < 3; i++) {
                var id = store(spool, simpleEnvelope(), "x\r\n").id();
                assertThat(id.value()).isGreaterThan(last);
                last = id.value();
                spool.record(id, Map.of(0, delivered()));
            }
            spool.close();
        }
    }

    @Test
    default void progressIsKept() throws Exception {
        var spool = open();
        var envelope = fullEnvelope();
        var id = store(spool, envelope, "x\r\n").id();
        var deferred =
                new RecipientProgress(
                        State.QUEUED, 3, Instant.parse("2026-03-01T10:00:00.123456789Z"), "450 ü");
        spool.record(id, Map.of(1, deferred));
        assertThat(spool.find(id).orElseThrow().progress())
                .containsExactly(RecipientProgress.untried(envelope.receivedAt()), deferred);
        spool.recordDurably(id, Map.of(0, delivered()));
        spool.close();

        var again = open();
        assertThat(replay(again).getFirst().progress()).containsExactly(delivered(), deferred);
        again.close();
    }

    @Test
    default void theHistoryOfARecipientIsKeptUntilItIsDone() throws Exception {
        var spool = open();
        var id = store(spool, fullEnvelope(), "x\r\n").id();
        var history = new ArrayList<RecipientProgress.Attempt>();
        var begin = Instant.parse("2026-03-01T10:00:00.123Z");
        for (int i = 0; i < RecipientProgress.MAX_HISTORY; i++) {
            history.add(
                    new RecipientProgress.Attempt(
                            begin.plusSeconds(i * 300L), "4.3.2 451 b\u00fcsy, try " + i));
        }
        var due = Instant.parse("2026-03-02T10:00:00Z");
        var deferred =
                new RecipientProgress(
                        State.QUEUED, 10, due, history.getLast().detail(), history, true);
        var unreported =
                new RecipientProgress(
                        State.QUEUED, 1, due, "451", List.of(history.getFirst()), false);
        spool.record(id, Map.of(0, unreported, 1, deferred));
        assertThat(spool.find(id).orElseThrow().progress()).containsExactly(unreported, deferred);
        spool.close();

        var again = open();
        assertThat(replay(again).getFirst().progress()).containsExactly(unreported, deferred);
        again.recordDurably(
                id,
                Map.of(
                        0,
                        new RecipientProgress(
                                State.DELIVERED,
                                2,
                                Instant.EPOCH,
                                "250 ok",
                                List.of(history.getFirst()),
                                false)));
        var progress = again.find(id).orElseThrow().progress();
        assertThat(progress.getFirst().state()).isEqualTo(State.DELIVERED);
        assertThat(progress.getFirst().detail()).isEqualTo("250 ok");
        assertThat(progress.getLast()).isEqualTo(deferred);
        again.close();
    }

    @Test
    default void aMessageIsGoneWhenEveryRecipientIsDone() throws Exception {
        var spool = open();
        var large = store(spool, fullEnvelope(), octets(largeSize(), 3));
        var small = store(spool, fullEnvelope(), "x\r\n");
        var stays = store(spool, fullEnvelope(), "stays\r\n");
        for (var message : List.of(large, small)) {
            spool.record(message.id(), Map.of(0, delivered()));
            assertThat(spool.find(message.id())).isPresent();
            spool.recordDurably(
                    message.id(),
                    Map.of(1, new RecipientProgress(State.FAILED, 1, Instant.EPOCH, "550 no")));
            assertThat(spool.find(message.id())).isEmpty();
        }
        assertThat(spool.status().messages()).isEqualTo(1);
        spool.record(small.id(), Map.of(0, delivered()));
        spool.close();

        var again = open();
        assertThat(replay(again)).extracting(SpooledMessage::id).containsExactly(stays.id());
        again.close();
    }

    @Test
    default void progressOfAnUnknownMessageIsIgnored() throws Exception {
        var spool = open();
        spool.record(new SpoolId(123), Map.of(0, delivered()));
        spool.recordDurably(new SpoolId(124), Map.of(0, delivered()));
        assertThat(spool.find(new SpoolId(123))).isEmpty();
        assertThat(spool.status().messages()).isZero();
        spool.close();
    }

    @Test
    default void aRecipientThatIsNotThereIsRefused() throws Exception {
        var spool = open();
        var id = store(spool, simpleEnvelope(), "x\r\n").id();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spool.record(id, Map.of(1, delivered())));
        assertThat(spool.find(id)).isPresent();
        spool.close();
    }

    @Test
    default void holdsAreKept() throws Exception {
        var spool = open();
        var atOnce = store(spool, simpleEnvelope(), Optional.of("suspicious"), octets(9, 1));
        var later = store(spool, simpleEnvelope(), "x\r\n");
        spool.hold(later.id(), Optional.of("by the operator"));
        var released = store(spool, simpleEnvelope(), Optional.of("for a while"), octets(9, 1));
        spool.hold(released.id(), Optional.empty());
        assertThat(atOnce.hold()).contains("suspicious");
        assertThat(spool.find(later.id()).orElseThrow().hold()).contains("by the operator");
        spool.close();

        var again = open();
        assertThat(replay(again))
                .extracting(SpooledMessage::hold)
                .containsExactly(
                        Optional.of("suspicious"),
                        Optional.of("by the operator"),
                        Optional.empty());
        var nobody = new SpoolId(released.id().value() + 1);
        assertThatIOException().isThrownBy(() -> again.hold(nobody, Optional.of("no")));
        again.close();
    }

    @Test
    default void replayShowsTheOldestFirst() throws Exception {
        var spool = open();
        var ids = new ArrayList<SpoolId>();
        for (int i = 0; i < 50; i++) {
            ids.add(store(spool, simpleEnvelope(), "message " + i + "\r\n").id());
        }
        spool.close();
        var again = open();
        assertThat(replay(again)).extracting(SpooledMessage::id).containsExactlyElementsOf(ids);
        again.close();
    }

    @Test
    default void manyThreadsStoreAtOnce() throws Exception {
        var spool = open();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<SpooledMessage>>();
            for (int i = 0; i < 200; i++) {
                var octets = octets(i * 40, i);
                tasks.add(() -> store(spool, simpleEnvelope(), octets));
            }
            int index = 0;
            for (var done : threads.invokeAll(tasks)) {
                var found = spool.find(done.get().id()).orElseThrow();
                assertThat(bytes(found.content())).isEqualTo(octets(index * 40, index));
                index++;
            }
        }
        assertThat(spool.status().messages()).isEqualTo(200);
        spool.close();
        var again = open();
        assertThat(replay(again)).hasSize(200);
        again.close();
    }

    @Test
    default void aDraftIsUsedUpByStoring() throws Exception {
        var spool = open();
        var draft = spool.draft();
        draft.write(octets(10, 1), 0, 10);
        var stored = spool.store(simpleEnvelope(), Optional.empty(), new byte[0], draft, 0);
        draft.close();
        assertThat(bytes(spool.find(stored.id()).orElseThrow().content())).isEqualTo(octets(10, 1));
        spool.close();
    }

    @Test
    default void statusTellsWhatIsThere() throws Exception {
        var spool = open();
        store(spool, simpleEnvelope(), octets(1000, 1));
        store(spool, simpleEnvelope(), octets(largeSize(), 1));
        var status = spool.status();
        assertThat(status.messages()).isEqualTo(2);
        assertThat(status.liveBytes()).isGreaterThanOrEqualTo(1000 + largeSize());
        assertThat(status.diskBytes()).isGreaterThanOrEqualTo(1000 + largeSize());
        assertThat(status.freeBytes()).isPositive();
        assertThat(status.damaged()).isZero();
        assertThat(status.accepting()).isTrue();
        spool.close();
    }

    /// Stores text from one sender to one recipient.
    static SpooledMessage store(Spool spool, Envelope envelope, String text) throws IOException {
        return store(spool, envelope, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Stores octets.
    static SpooledMessage store(Spool spool, Envelope envelope, byte[] octets) throws IOException {
        return store(spool, envelope, Optional.empty(), octets);
    }

    /// Stores octets, written in pieces.
    static SpooledMessage store(
            Spool spool, Envelope envelope, Optional<String> hold, byte[] octets)
            throws IOException {
        try (var draft = spool.draft()) {
            for (int at = 0; at < octets.length; at += 10_000) {
                draft.write(octets, at, Math.min(10_000, octets.length - at));
            }
            return spool.store(envelope, hold, new byte[0], draft, 0);
        }
    }

    /// Everything that a spool replays.
    static List<SpooledMessage> replay(Spool spool) {
        var messages = new ArrayList<SpooledMessage>();
        spool.replay(messages::add);
        return messages;
    }

    /// Octets that depend on a seed.
    static byte[] octets(int size, int seed) {
        var octets = new byte[size];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    /// All octets of a content.
    static byte[] bytes(Content content) throws IOException {
        try (var in = content.open()) {
            return in.readAllBytes();
        }
    }

    /// A content as text.
    static String text(Content content) throws IOException {
        return new String(bytes(content), StandardCharsets.UTF_8);
    }

    /// The state of a delivered recipient.
    static RecipientProgress delivered() {
        return new RecipientProgress(State.DELIVERED, 1, Instant.EPOCH, "250 ok");
    }

    /// From one sender to one recipient.
    static Envelope simpleEnvelope() {
        return new Envelope(
                Instant.parse("2026-01-02T03:04:05Z"),
                ReversePath.parse("sender@example.org"),
                MailParameters.NONE,
                List.of(Recipient.of(Mailbox.parse("recipient@example.com"))),
                new Envelope.Origin("mx", "192.0.2.1", "client.example", Optional.empty()));
    }

    /// Two recipients, and every field set.
    static Envelope fullEnvelope() {
        var alias = Mailbox.parse("\"odd @ name\"@example.com");
        return new Envelope(
                Instant.parse("2026-01-02T03:04:05.678901234Z"),
                ReversePath.NULL,
                new MailParameters(
                        OptionalLong.of(12345),
                        BodyType.EIGHT_BIT_MIME,
                        true,
                        true,
                        Optional.of("envelope id"),
                        Optional.of(MailParameters.Returned.HEADERS),
                        Optional.of("")),
                List.of(
                        new Recipient(
                                Mailbox.parse("first@example.com"),
                                alias,
                                new RecipientParameters(
                                        Set.of(
                                                RecipientParameters.Notify.FAILURE,
                                                RecipientParameters.Notify.DELAY),
                                        Optional.of("rfc822;first@example.com"))),
                        Recipient.of(new Mailbox("Zoë", Domain.parse("[IPv6:2001:db8::1]")))),
                new Envelope.Origin(
                        "submission", "2001:db8::2", "[192.0.2.7]", Optional.of("zoe")));
    }

    private static byte[] joined(byte[] head, byte[] body, int skip) {
        var all = new byte[head.length + body.length - skip];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, skip, all, head.length, body.length - skip);
        return all;
    }
}
