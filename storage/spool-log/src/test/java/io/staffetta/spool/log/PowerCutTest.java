package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.bytes;
import static io.staffetta.testkit.SpoolContract.octets;
import static io.staffetta.testkit.SpoolContract.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Cuts the power of a simulated disk at random operations, again and again on the same data, and
/// looks whether every promise was kept.
class PowerCutTest {

    private static final int ROUNDS = 50;
    private static final int WRITERS = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyAcknowledgedMessageSurvives(long seed) throws Exception {
        var chance = new Random(seed);
        var promises = new Promises();
        var disk = new SimulatedDisk();
        for (int round = 0; round < ROUNDS; round++) {
            int cut = round == 0 ? 400 : 1 + chance.nextInt(chance.nextInt(10) == 0 ? 30 : 900);
            runUntilCut(disk, cut, promises, chance.nextLong());
            disk =
                    chance.nextInt(8) == 0
                            ? disk.afterKill()
                            : disk.afterPowerCut(new Random(chance.nextLong()));
            promises.check(disk, seed + "/" + round);
        }
        assertThat(promises.acknowledged).isNotEmpty();
    }

    /// A power cut leaves files of any size behind. What is written next to the end of such a file
    /// must not be in a block with anything that counts already.
    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 3000, 4095})
    void theSizeOfASpareFileDoesNotMatter(int more) throws Exception {
        var chance = new Random(more);
        for (int cut = 1; cut < 60; cut++) {
            var disk = new SimulatedDisk();
            try (var spare = disk.create(Segment.sparePath(1))) {
                spare.write(ByteBuffer.allocate(3 * Segment.BLOCK + more), 0);
                spare.force();
            }
            disk.sync(Disk.SEGMENTS);
            disk.cutAfter(cut);
            var promises = new Promises();
            try {
                var spool = open(disk);
                try (Closeable _ = spool::close) {
                    while (!disk.isOff()) {
                        promises.store(spool, cut, 700, false);
                    }
                }
            } catch (IOException _) {
                assertThat(disk.isOff()).isTrue();
            }
            for (int future = 0; future < 10; future++) {
                var same = new Promises();
                same.acknowledged.putAll(promises.acknowledged);
                same.check(disk.afterPowerCut(new Random(chance.nextLong())), cut + "/" + future);
            }
        }
    }

    private static void runUntilCut(SimulatedDisk disk, int cut, Promises promises, long seed)
            throws Exception {
        disk.cutAfter(cut);
        LogSpool spool;
        try {
            spool = open(disk);
        } catch (IOException e) {
            assertThat(disk.isOff()).as("only a power cut stops the start: %s", e).isTrue();
            return;
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                var chance = new Random(seed + i);
                writers.add(threads.submit(() -> write(spool, disk, promises, chance)));
            }
            for (var writer : writers) {
                writer.get();
            }
        }
        try {
            spool.close();
        } catch (IOException e) {
            assertThat(disk.isOff()).isTrue();
        }
    }

    private static void write(
            LogSpool spool, SimulatedDisk disk, Promises promises, Random chance) {
        while (!disk.isOff()) {
            try {
                var sizes = new int[] {10, 700, 3000, 7000, 20_000};
                int size = sizes[chance.nextInt(sizes.length)];
                int seed = chance.nextInt();
                var stored = promises.store(spool, seed, size, chance.nextInt(10) == 0);
                if (chance.nextInt(10) < 8) {
                    promises.finish(spool, stored);
                } else if (chance.nextBoolean()) {
                    promises.defer(spool, stored, chance.nextInt(1000));
                }
            } catch (IOException e) {
                assertThat(disk.isOff()).as("only a power cut refuses: %s", e).isTrue();
            }
        }
    }

    private static LogSpool open(SimulatedDisk disk) throws IOException {
        var spool = new LogSpool(Settings.small(), () -> disk, new CountingMeters());
        spool.start();
        return spool;
    }

    /// What the spool has said, and what must be true after it.
    private static final class Promises {

        final Map<SpoolId, Stored> acknowledged = new ConcurrentHashMap<>();
        final Set<SpoolId> maybeDone = ConcurrentHashMap.newKeySet();
        final Set<SpoolId> surelyDone = ConcurrentHashMap.newKeySet();
        final Map<SpoolId, RecipientProgress> progress = new ConcurrentHashMap<>();

        record Stored(int seed, int size, Optional<String> hold) {}

        SpooledMessage store(LogSpool spool, int seed, int size, boolean held) throws IOException {
            var hold = held ? Optional.of("held " + seed) : Optional.<String>empty();
            try (var draft = spool.draft()) {
                draft.write(octets(size, seed), 0, size);
                var message = spool.store(envelope(seed, size), hold, new byte[0], draft, 0);
                acknowledged.put(message.id(), new Stored(seed, size, hold));
                return message;
            }
        }

        void finish(LogSpool spool, SpooledMessage message) throws IOException {
            maybeDone.add(message.id());
            var done =
                    new RecipientProgress(
                            RecipientProgress.State.DELIVERED, 1, Instant.EPOCH, "250");
            if (message.size() % 7 == 0) {
                spool.recordDurably(message.id(), Map.of(0, done));
                surelyDone.add(message.id());
            } else {
                spool.record(message.id(), Map.of(0, done));
            }
        }

        void defer(LogSpool spool, SpooledMessage message, int attempts) throws IOException {
            var deferred =
                    new RecipientProgress(
                            RecipientProgress.State.QUEUED,
                            attempts,
                            Instant.ofEpochSecond(attempts),
                            "451 " + attempts);
            spool.recordDurably(message.id(), Map.of(0, deferred));
            progress.put(message.id(), deferred);
        }

        void check(SimulatedDisk disk, String where) throws Exception {
            var spool = open(disk);
            var found = replay(spool);
            for (var message : found) {
                var envelope = message.envelope();
                int seed = Integer.parseInt(envelope.origin().helo());
                int size = (int) envelope.parameters().size().orElseThrow();
                assertThat(bytes(message.content()))
                        .as("content in %s", where)
                        .isEqualTo(octets(size, seed));
                assertThat(surelyDone).as("done in %s", where).doesNotContain(message.id());
                var known = acknowledged.get(message.id());
                if (known != null) {
                    assertThat(message.hold()).isEqualTo(known.hold());
                }
                var last = progress.get(message.id());
                if (last != null) {
                    assertThat(message.progress()).as(where).containsExactly(last);
                }
            }
            var present = new ArrayList<>(found.stream().map(SpooledMessage::id).toList());
            var missing = new ArrayList<>(acknowledged.keySet());
            missing.removeAll(Set.copyOf(present));
            missing.removeAll(maybeDone);
            assertThat(missing).as("lost in %s", where).isEmpty();
            assertThat(spool.status().damaged()).as("damage in %s", where).isZero();
            forgetMostOf(spool, found);
            spool.close();
        }

        private void forgetMostOf(LogSpool spool, List<SpooledMessage> found) throws IOException {
            for (var message : found.subList(0, found.size() / 2)) {
                finish(spool, message);
            }
        }

        private static Envelope envelope(int seed, int size) {
            return new Envelope(
                    Instant.EPOCH,
                    ReversePath.NULL,
                    new MailParameters(
                            OptionalLong.of(size),
                            MailParameters.NONE.body(),
                            false,
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    List.of(Recipient.of(Mailbox.parse("a@example.org"))),
                    new Envelope.Origin("mx", "", Integer.toString(seed), Optional.empty()));
        }
    }
}
