package io.staffetta.spool.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.Attempt;
import io.staffetta.spool.log.MessagePayload.LargeContent;
import io.staffetta.testkit.SpoolContract;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class CodecTest {

    @RepeatedTest(200)
    void envelopesComeBackAsTheyWere(RepetitionInfo repetition) throws Exception {
        var envelope = envelope(new Random(repetition.getCurrentRepetition()));
        assertThat(EnvelopeCodec.decode(EnvelopeCodec.encode(envelope))).isEqualTo(envelope);
    }

    @Test
    void everyFieldOfAnEnvelopeComesBack() throws Exception {
        var envelope = SpoolContract.fullEnvelope();
        assertThat(EnvelopeCodec.decode(EnvelopeCodec.encode(envelope))).isEqualTo(envelope);
    }

    @RepeatedTest(200)
    void brokenEnvelopesAreReportedAsDamage(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        var octets = EnvelopeCodec.encode(envelope(chance));
        var broken = octets.clone();
        broken[chance.nextInt(broken.length)] ^= (byte) (1 << chance.nextInt(8));
        try {
            assertThat(EnvelopeCodec.decode(broken)).isNotNull();
        } catch (DamagedRecordException e) {
            assertThat(e).hasMessageContaining("envelope");
        }
        var cut = Arrays.copyOf(octets, chance.nextInt(octets.length));
        assertThatExceptionOfType(DamagedRecordException.class)
                .isThrownBy(() -> EnvelopeCodec.decode(cut));
    }

    @RepeatedTest(200)
    void statesComeBackAsTheyWere(RepetitionInfo repetition) throws Exception {
        var state = state(new Random(repetition.getCurrentRepetition()));
        assertThat(MessageState.decode(state.encode())).isEqualTo(state);
    }

    @Test
    void longDetailsAreCut() throws Exception {
        var progress =
                new RecipientProgress(
                        RecipientProgress.State.QUEUED, 1, Instant.MAX, "x".repeat(5000));
        var state = new MessageState(Optional.empty(), Map.of(0, progress));
        assertThat(MessageState.decode(state.encode()).recipients().get(0).detail())
                .isEqualTo("x".repeat(500));
    }

    @Test
    void statesFromBeforeThereWereHistoriesAreRead() throws Exception {
        var due = Instant.parse("2026-03-01T10:00:00.5Z");
        var old =
                new Packer()
                        .text(Optional.of("held"))
                        .number(1)
                        .number(3)
                        .text("QUEUED")
                        .number(2)
                        .time(due)
                        .text("4.3.2 451 busy")
                        .octets();

        var state = MessageState.decode(old);

        var progress =
                new RecipientProgress(RecipientProgress.State.QUEUED, 2, due, "4.3.2 451 busy");
        assertThat(state).isEqualTo(new MessageState(Optional.of("held"), Map.of(3, progress)));
        assertThat(state.encode()).isEqualTo(old);
    }

    @RepeatedTest(200)
    void historiesComeBackAsTheyWere(RepetitionInfo repetition) throws Exception {
        var chance = new Random(repetition.getCurrentRepetition());
        var recipients = new TreeMap<Integer, RecipientProgress>();
        for (int i = 0; i < 5; i++) {
            recipients.put(
                    chance.nextInt(100),
                    new RecipientProgress(
                            RecipientProgress.State.QUEUED,
                            chance.nextInt(1000),
                            Instant.ofEpochSecond(chance.nextInt()),
                            text(chance).orElse(""),
                            history(chance),
                            chance.nextBoolean()));
        }
        var state = new MessageState(text(chance), recipients);

        assertThat(MessageState.decode(state.encode())).isEqualTo(state);
    }

    @Test
    void repliesThatDifferLittleCostLittle() throws Exception {
        var history = new ArrayList<Attempt>();
        for (int i = 0; i < 10; i++) {
            history.add(
                    new Attempt(
                            Instant.ofEpochSecond(1_800_000_000L + i * 4000L),
                            "4.7.28 421-4.7.28 Our system has detected an unusual rate of mail "
                                    + "from your network, session 71si%d.%d - later"
                                            .formatted(i, i)));
        }
        var without = state(deferred(history.getLast().detail(), List.of())).encode();
        var with = state(deferred(history.getLast().detail(), history));

        assertThat(with.encode().length - without.length).isLessThan(150);
        assertThat(MessageState.decode(with.encode())).isEqualTo(with);
    }

    @Test
    void aLongHistoryLosesItsOldestAttempts() throws Exception {
        var history = new ArrayList<Attempt>();
        for (int i = 0; i < 10; i++) {
            var other = new Random(i).ints(150, 'a', 'z').toArray();
            history.add(new Attempt(Instant.ofEpochSecond(i), new String(other, 0, 150)));
        }

        var state = state(deferred("x", history));

        var kept = MessageState.decode(state.encode()).recipients().get(0).history();
        assertThat(kept).isEqualTo(history.subList(7, 10));
        assertThat(state.encode().length).isLessThan(600);
    }

    @Test
    void aRecipientThatIsDoneHasNoHistory() {
        var history = List.of(new Attempt(Instant.EPOCH, "451 busy"));
        var done =
                new RecipientProgress(
                        RecipientProgress.State.DELIVERED,
                        2,
                        Instant.EPOCH,
                        "250 ok",
                        history,
                        true);
        var plain =
                new RecipientProgress(
                        RecipientProgress.State.DELIVERED, 2, Instant.EPOCH, "250 ok");

        assertThat(state(done).encode()).isEqualTo(state(plain).encode());
    }

    @RepeatedTest(500)
    void brokenStatesAreDamageAndNothingElse(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        var octets = state(deferred("451 busy", history(chance))).encode();
        octets[chance.nextInt(octets.length)] = (byte) chance.nextInt(256);
        var cut = Arrays.copyOf(octets, 1 + chance.nextInt(octets.length));
        for (var broken : List.of(octets, cut)) {
            try {
                assertThat(MessageState.decode(broken)).isNotNull();
            } catch (DamagedRecordException e) {
                assertThat(e).hasMessageContaining("progress");
            }
        }
    }

    @RepeatedTest(100)
    void recordHeadersBelongToTheirSegment(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        long salt = chance.nextLong();
        var header =
                new RecordHeader(
                        any(chance, RecordType.class),
                        chance.nextLong(),
                        chance.nextInt(1 << 30),
                        chance.nextInt(),
                        chance.nextInt(),
                        chance.nextInt());
        var octets = ByteBuffer.allocate(RecordHeader.SIZE);
        header.write(octets, salt);
        octets.flip();
        assertThat(RecordHeader.read(octets, salt)).contains(header);
        assertThat(RecordHeader.read(octets, salt + 1)).isEmpty();
        int at = chance.nextInt(RecordHeader.SIZE);
        octets.put(at, (byte) (octets.get(at) ^ (1 << chance.nextInt(8))));
        assertThat(RecordHeader.read(octets, salt)).isEmpty();
    }

    @RepeatedTest(50)
    void messagePayloadsComeBackAsTheyWere(RepetitionInfo repetition) throws Exception {
        var chance = new Random(repetition.getCurrentRepetition());
        var payload =
                new MessagePayload(
                        EnvelopeCodec.encode(envelope(chance)),
                        chance.nextBoolean() ? new byte[0] : state(chance).encode(),
                        1 + chance.nextInt(1000),
                        chance.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(
                                        new LargeContent(
                                                1 + chance.nextInt(100),
                                                chance.nextLong(1L << 40),
                                                7,
                                                chance.nextInt())),
                        chance.nextInt(1000));
        var octets = ByteBuffer.allocate(payload.inlineStart());
        octets.put(payload.prefix()).put(payload.envelope()).put(payload.state()).flip();
        assertThat(MessagePayload.parse(octets)).usingRecursiveComparison().isEqualTo(payload);

        int at = chance.nextInt(octets.limit());
        octets.put(at, (byte) (octets.get(at) ^ 4));
        assertThatExceptionOfType(DamagedRecordException.class)
                .isThrownBy(() -> MessagePayload.parse(octets));
    }

    private static Envelope envelope(Random chance) {
        return new Envelope(
                Instant.ofEpochSecond(chance.nextLong(1L << 35), chance.nextInt(1_000_000_000)),
                chance.nextBoolean() ? ReversePath.NULL : ReversePath.of(mailbox(chance)),
                new MailParameters(
                        chance.nextBoolean()
                                ? OptionalLong.empty()
                                : OptionalLong.of(chance.nextLong(Long.MAX_VALUE)),
                        any(chance, BodyType.class),
                        chance.nextBoolean(),
                        chance.nextBoolean(),
                        text(chance),
                        chance.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(any(chance, MailParameters.Returned.class)),
                        text(chance)),
                Stream.generate(() -> recipient(chance)).limit(1 + chance.nextInt(20)).toList(),
                new Envelope.Origin(
                        text(chance).orElse(""),
                        text(chance).orElse(""),
                        text(chance).orElse(""),
                        text(chance)));
    }

    private static Recipient recipient(Random chance) {
        var mailbox = mailbox(chance);
        var notify = EnumSet.noneOf(RecipientParameters.Notify.class);
        IntStream.range(0, chance.nextInt(4))
                .forEach(_ -> notify.add(any(chance, RecipientParameters.Notify.class)));
        notify.remove(RecipientParameters.Notify.NEVER);
        return new Recipient(
                mailbox,
                chance.nextBoolean() ? mailbox : mailbox(chance),
                new RecipientParameters(notify, text(chance)));
    }

    private static <E extends Enum<E>> E any(Random chance, Class<E> type) {
        return List.of(type.getEnumConstants()).get(chance.nextInt(type.getEnumConstants().length));
    }

    private static Mailbox mailbox(Random chance) {
        var local = text(chance).filter(text -> !text.isEmpty()).orElse("ünï");
        return new Mailbox(local, Domain.parse("d" + chance.nextInt(1000) + ".example"));
    }

    private static Optional<String> text(Random chance) {
        return chance.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(
                        chance.ints(chance.nextInt(12), ' ' + 1, 0xD000)
                                .filter(c -> !Character.isISOControl(c))
                                .collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append)
                                .toString());
    }

    private static MessageState state(Random chance) {
        var recipients = new TreeMap<Integer, RecipientProgress>();
        for (int i = chance.nextInt(10); i > 0; i--) {
            recipients.put(
                    chance.nextInt(100_000),
                    new RecipientProgress(
                            any(chance, RecipientProgress.State.class),
                            chance.nextInt(1000),
                            Instant.ofEpochSecond(chance.nextInt(), chance.nextInt(1_000_000_000)),
                            text(chance).orElse("")));
        }
        return new MessageState(text(chance), recipients);
    }

    private static MessageState state(RecipientProgress progress) {
        return new MessageState(Optional.empty(), Map.of(0, progress));
    }

    private static RecipientProgress deferred(String detail, List<Attempt> history) {
        return new RecipientProgress(
                RecipientProgress.State.QUEUED,
                history.size(),
                Instant.ofEpochSecond(1_800_050_000L),
                detail,
                history,
                true);
    }

    private static List<Attempt> history(Random chance) {
        var history = new ArrayList<Attempt>();
        for (int i = chance.nextInt(11); i > 0; i--) {
            var detail = text(chance).orElse("");
            history.add(
                    new Attempt(
                            Instant.ofEpochMilli(chance.nextInt() * 1000L + chance.nextInt(1000)),
                            detail.substring(0, Math.min(5, detail.length()))));
        }
        return history;
    }
}
