package io.staffetta.kernel.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.MailQueue.Filter;
import io.staffetta.spi.queue.MailQueue.Status;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What holds for the queue of this process and over HTTP alike.
abstract class QueueAdministrationContract {

    final FakeServer server = new FakeServer();

    abstract QueueAdministration queue();

    @Test
    void messagesAreListedByFilter() {
        var first = server.queue.add("a@example.org", "x@example.net", "y@example.com");
        var second = server.queue.add("", "x@example.net");
        var third = server.queue.add("a@example.org", "z@example.com");
        hold(second, "quarantine");

        assertThat(queue().list(Filter.ALL, 10).messages())
                .extracting(QueueItem::id)
                .containsExactly(first.toString(), second.toString(), third.toString());
        assertThat(listed(filter("EXAMPLE.net", null, null))).containsExactly(first, second);
        assertThat(listed(filter(null, "", null))).containsExactly(second);
        assertThat(listed(filter("example.com", "a@example.org", Status.INCOMING)))
                .containsExactly(first, third);
        assertThat(listed(filter(null, null, Status.HELD))).containsExactly(second);
        var old =
                new Filter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Duration.ofDays(3)),
                        Optional.empty());
        assertThat(listed(old)).isEmpty();
        var held = queue().list(filter(null, null, Status.HELD), 10).messages().getFirst();
        assertThat(held.hold()).contains("quarantine");
        assertThat(held.status()).isEqualTo(Status.HELD);
    }

    @Test
    void aListingSaysWhetherThereIsMore() {
        for (int i = 0; i < 3; i++) {
            server.queue.add("", "x@example.net");
        }
        assertThat(queue().list(Filter.ALL, 2))
                .satisfies(listing -> {
                    assertThat(listing.total()).isEqualTo(3);
                    assertThat(listing.messages()).hasSize(2);
                    assertThat(listing.more()).isTrue();
                });
        assertThat(queue().list(Filter.ALL, 3).more()).isFalse();
        assertThat(queue().list(Filter.ALL, Integer.MAX_VALUE).messages()).hasSize(3);
        assertThatThrownBy(() -> queue().list(Filter.ALL, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be at least 1");
    }

    @Test
    void aMessageIsShownWithEverythingKnownOfIt() {
        var parameters =
                new MailParameters(
                        OptionalLong.of(99),
                        BodyType.EIGHT_BIT_MIME,
                        true,
                        true,
                        Optional.of("ENV=1"),
                        Optional.of(MailParameters.Returned.HEADERS),
                        Optional.of(""));
        var wishes =
                new RecipientParameters(
                        Set.of(
                                RecipientParameters.Notify.DELAY,
                                RecipientParameters.Notify.FAILURE),
                        Optional.of("rfc822;ö@example.net"));
        var origin = new Envelope.Origin("smtps", "2001:db8::1", "me", Optional.of("ann"));
        var recipient =
                new Recipient(
                        Mailbox.parse("b@example.com"), Mailbox.parse("ö@example.net"), wishes);
        var progress =
                new RecipientProgress(
                        RecipientProgress.State.QUEUED,
                        2,
                        FakeServer.START.plusSeconds(600),
                        "451 4.7.1 \u001b[31mlater",
                        List.of(
                                new RecipientProgress.Attempt(FakeServer.START, "no route"),
                                new RecipientProgress.Attempt(
                                        FakeServer.START.plusSeconds(300),
                                        "451 4.7.1 \u001b[31mlater")),
                        true);
        var id =
                server.queue.add(
                        new Envelope(
                                FakeServer.START,
                                ReversePath.parse("a@example.org"),
                                parameters,
                                List.of(recipient),
                                origin),
                        List.of(progress),
                        new byte[1234]);

        assertThat(queue().show(id.toString()))
                .isEqualTo(
                        new QueueMessage(
                                id.toString(),
                                FakeServer.START,
                                1234,
                                "a@example.org",
                                Status.INCOMING,
                                Optional.empty(),
                                parameters,
                                origin,
                                List.of(
                                        new QueueMessage.Recipient(
                                                "b@example.com",
                                                "ö@example.net",
                                                wishes,
                                                progress))));
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> queue().show("10-"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a queue id: 10-");
        assertThatThrownBy(() -> queue().show("11"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no message 11 in the queue");
        assertThatThrownBy(() -> queue().content("11", MessagePart.CONTENT, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no message 11 in the queue");
    }

    @Test
    void contentIsReadInExcerptsOctetByOctet() {
        var octets = new ByteArrayOutputStream();
        octets.writeBytes("Subject: x\r\n folded\r\nX: \r\r\nY: z\r\n\r\n".getBytes(UTF_8));
        int headers = octets.size() - 2;
        for (int octet = 0; octet < 256; octet++) {
            octets.write(octet);
        }
        octets.writeBytes("\r\n\r\nend".getBytes(UTF_8));
        var message = octets.toByteArray();
        var id = add(message);

        assertThat(read(id, MessagePart.CONTENT, 7)).isEqualTo(message);
        assertThat(read(id, MessagePart.CONTENT, message.length)).isEqualTo(message);
        assertThat(read(id, MessagePart.HEADERS, 5)).isEqualTo(Arrays.copyOf(message, headers));
        assertThat(queue().content(id, MessagePart.CONTENT, message.length, 5).octets()).isEmpty();
        assertThat(queue().content(id, MessagePart.CONTENT, Long.MAX_VALUE, 5).more()).isFalse();
        for (int limit : new int[] {0, -1, Excerpt.MAX_OCTETS + 1}) {
            assertThatThrownBy(() -> queue().content(id, MessagePart.CONTENT, 0, limit))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> queue().content(id, MessagePart.CONTENT, -1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageMayHaveNoHeaderSectionOrNothingElse() {
        assertThat(read(add("\r\nbody\r\n".getBytes(UTF_8)), MessagePart.HEADERS, 9)).isEmpty();
        assertThat(read(add(new byte[0]), MessagePart.HEADERS, 9)).isEmpty();
        assertThat(read(add("A: b\r\n".getBytes(UTF_8)), MessagePart.HEADERS, 9))
                .isEqualTo("A: b\r\n".getBytes(UTF_8));
    }

    @Test
    void namedMessagesAreHeldReleasedAndDeleted() {
        var first = server.queue.add("", "x@example.net");
        var second = server.queue.add("", "x@example.net");
        var names = List.of(first.toString(), second.toString(), first.toString(), "zzz");

        assertThat(change(new QueueOrder.Hold("why"), names))
                .isEqualTo(
                        new QueueChange(
                                2,
                                List.of("there is no message zzz in the queue"),
                                Optional.empty()));
        assertThat(server.queue.messages.values())
                .allSatisfy(message -> assertThat(message.hold()).contains("why"));

        assertThat(change(new QueueOrder.Release(), List.of(first.toString())).messages())
                .isEqualTo(1);
        assertThat(change(new QueueOrder.Release(), List.of(first.toString())))
                .isEqualTo(QueueChange.NONE);

        assertThat(change(new QueueOrder.Retry(), List.of(first.toString(), second.toString())))
                .isEqualTo(
                        new QueueChange(
                                1,
                                List.of("message " + second + " is held; release it instead"),
                                Optional.empty()));
        assertThat(server.queue.orders).containsExactly("retry " + first);

        assertThat(change(new QueueOrder.Delete(), names).messages()).isEqualTo(2);
        assertThat(server.queue.messages).isEmpty();
    }

    @Test
    void oneWrongNameChangesNothing() {
        var id = server.queue.add("", "x@example.net").toString();

        assertThatThrownBy(() -> change(new QueueOrder.Delete(), List.of(id, "../x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a queue id: ../x");
        assertThat(server.queue.messages).hasSize(1);
    }

    @Test
    void anOrderByFilterReachesEveryPage() {
        int many = 2 * QueueSelection.PAGE + 500;
        for (int i = 0; i < many; i++) {
            server.queue.add("", i % 2 == 0 ? "x@example.net" : "x@example.com");
        }
        assertThat(changeAll(new QueueOrder.Hold("1"), filter("example.net", null, null)))
                .isEqualTo(many / 2);
        assertThat(changeAll(new QueueOrder.Hold("2"), Filter.ALL)).isEqualTo(many / 2);
        assertThat(server.queue.messages.values())
                .filteredOn(message -> message.hold().orElseThrow().equals("1"))
                .hasSize(many / 2);
        assertThat(changeAll(new QueueOrder.Release(), filter("example.com", null, null)))
                .isEqualTo(many / 2);
        assertThat(changeAll(new QueueOrder.Retry(), Filter.ALL)).isEqualTo(many / 2);
        assertThat(server.queue.orders).containsExactly("retry all");
        assertThat(changeAll(new QueueOrder.Retry(), filter("example.com", null, null)))
                .isEqualTo(many / 2);
        assertThat(server.queue.orders).hasSize(1 + many / 2);
        assertThat(changeAll(new QueueOrder.Delete(), filter(null, null, Status.HELD)))
                .isEqualTo(many / 2);

        var names = server.queue.messages.keySet().stream().map(SpoolId::toString).toList();
        assertThat(queue().changeAll(new QueueOrder.Delete(), new QueueSelection.Ids(names)))
                .isEqualTo(new QueueChange(many / 2, List.of(), Optional.empty()));
        assertThat(server.queue.messages).isEmpty();
    }

    @Test
    void whatAQueueCannotDoIsOneLine() {
        var id = server.queue.add("", "x@example.net").toString();
        assertThatThrownBy(() -> change(new QueueOrder.Bounce("why"), List.of(id)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this queue has no such verb");
    }

    @Test
    void aChangeThatCannotBeRecordedIsSaidSo() {
        var first = server.queue.add("", "x@example.net");
        var second = server.queue.add("", "x@example.net");
        server.queue.broken = Optional.of(second);

        assertThatThrownBy(() ->
                        change(
                                new QueueOrder.Delete(),
                                List.of(first.toString(), second.toString())))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessage("cannot delete message %s: the disk is gone (done before: 1)", second);
    }

    @Test
    void reasonsAreOneLine() {
        for (var reason : List.of("", " ", "a\nb", "a\u0085b", "a\u2028b", "x".repeat(256))) {
            assertThatThrownBy(() -> new QueueOrder.Hold(reason))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> queue().suspend("example.net", reason))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(server.queue.suspended).isEmpty();
    }

    @Test
    void destinationsAreSuspendedResumedAndFlushed() {
        queue().suspend("BÜCHER.example", "their request");
        queue().suspend("[192.0.2.1]:24", "broken");
        assertThat(server.queue.suspended)
                .containsOnlyKeys("xn--bcher-kva.example", "[192.0.2.1]:24");
        queue().resume("bücher.example");
        assertThatThrownBy(() -> queue().resume("bücher.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("xn--bcher-kva.example is not suspended");

        assertThat(queue().flush("Example.NET")).isEqualTo(7);
        assertThat(server.queue.orders).containsExactly("flush example.net");
        queue().suspend("example.net", "full");
        assertThat(queue().destinations()).isEqualTo(server.queue.destinations());
    }

    private QueueChange change(QueueOrder order, List<String> ids) {
        return queue().change(order, new QueueSelection.Ids(ids));
    }

    private int changeAll(QueueOrder order, Filter filter) {
        var done = queue().changeAll(order, new QueueSelection.Matching(filter));
        assertThat(done.problems()).isEmpty();
        return done.messages();
    }

    private void hold(SpoolId id, String reason) {
        change(new QueueOrder.Hold(reason), List.of(id.toString()));
    }

    private String add(byte[] content) {
        var model = server.queue.messages.get(server.queue.add("", "x@example.net"));
        return server.queue.add(model.envelope(), model.progress(), content).toString();
    }

    private byte[] read(String id, MessagePart part, int limit) {
        var all = new ByteArrayOutputStream();
        while (true) {
            var excerpt = queue().content(id, part, all.size(), limit);
            assertThat(excerpt.octets().length).isLessThanOrEqualTo(limit);
            all.writeBytes(excerpt.octets());
            if (!excerpt.more()) {
                return all.toByteArray();
            }
        }
    }

    private List<SpoolId> listed(Filter filter) {
        return queue().list(filter, 10).messages().stream()
                .map(item -> SpoolId.parse(item.id()))
                .toList();
    }

    private static Filter filter(
            @Nullable String destination,
            @Nullable String sender,
            MailQueue.@Nullable Status status) {
        return new Filter(
                Optional.ofNullable(destination),
                Optional.ofNullable(sender),
                Optional.empty(),
                Optional.ofNullable(status));
    }
}
