package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.admin.MessagePart;
import io.staffetta.kernel.admin.QueueAdministration;
import io.staffetta.kernel.admin.QueueItem;
import io.staffetta.kernel.admin.QueueOrder;
import io.staffetta.kernel.admin.QueueSelection;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.MailQueue.Filter;
import io.staffetta.spi.queue.MailQueue.Status;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an operator can do with the queue while the server does not run.
class OfflineQueueTest {

    private TestServer server;
    private QueueAdministration queue;

    @BeforeEach
    void open() {
        server =
                TestServer.start(
                        TestServer.DEFAULT_CONFIG,
                        PluginSource.of(),
                        StaffettaOptions::withoutListeners);
        queue = server.server().administration().queue();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void messagesAreListedByFilterAndShown() throws Exception {
        var old = store(Duration.ofDays(2), "a@example.org", "x@example.net", "y@example.com");
        var tried = store(Duration.ofMinutes(1), "", "x@example.net");
        server.server().spool().record(old, Map.of(0, progress(RecipientProgress.State.DELIVERED)));
        server.server().spool().record(tried, Map.of(0, progress(RecipientProgress.State.QUEUED)));

        assertThat(list(Filter.ALL)).containsExactly(old, tried);
        assertThat(list(filter("example.net", null, null, null)))
                .as("waiting for it")
                .containsExactly(tried);
        assertThat(list(filter(null, "A@EXAMPLE.ORG", null, null))).containsExactly(old);
        assertThat(list(filter(null, "", null, null))).containsExactly(tried);
        assertThat(list(filter(null, null, Duration.ofDays(1), null))).containsExactly(old);
        assertThat(list(filter(null, null, null, Status.DEFERRED))).containsExactly(old, tried);
        assertThat(list(filter(null, null, null, Status.INCOMING))).isEmpty();
        assertThat(queue.show(old.toString()).origin().listener()).isEqualTo("test");
        assertThat(queue.content(old.toString(), MessagePart.HEADERS, 0, 100).octets())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("Subject: x\r\n");
    }

    @Test
    void messagesAreHeldReleasedAndDeleted() throws Exception {
        var first = store(Duration.ZERO, "", "x@example.net", "y@example.net");
        var second = store(Duration.ZERO, "", "x@example.net");

        assertThat(change(new QueueOrder.Hold("later"), first)).isEqualTo(1);
        assertThat(list(filter(null, null, null, Status.HELD))).containsExactly(first);
        assertThat(server.server().spool().find(first).orElseThrow().hold()).contains("later");

        assertThat(change(new QueueOrder.Release(), first)).isEqualTo(1);
        assertThat(server.server().spool().find(first).orElseThrow().hold()).isEmpty();

        assertThat(change(new QueueOrder.Delete(), first)).isEqualTo(1);
        assertThat(server.server().spool().find(first)).isEmpty();
        assertThat(list(Filter.ALL)).containsExactly(second);
        assertThat(change(new QueueOrder.Delete(), first)).isZero();
    }

    @Test
    void whatNeedsARunningServerIsSaidSo() throws Exception {
        var id = store(Duration.ZERO, "", "x@example.net");

        assertRefused(() -> change(new QueueOrder.Retry(), id));
        assertRefused(() -> change(new QueueOrder.Bounce("why"), id));
        assertRefused(() ->
                queue.changeAll(new QueueOrder.Retry(), new QueueSelection.Matching(Filter.ALL)));
        assertRefused(() -> queue.flush("example.net"));
        assertRefused(() -> queue.suspend("example.net", "why"));
        assertRefused(() -> queue.resume("example.net"));
        assertRefused(queue::destinations);
    }

    private static void assertRefused(Runnable verb) {
        assertThatThrownBy(verb::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the server is not running; start it first");
    }

    private int change(QueueOrder order, SpoolId id) {
        return queue.change(order, new QueueSelection.Ids(List.of(id.toString()))).messages();
    }

    private List<SpoolId> list(Filter filter) {
        return queue.list(filter, 10).messages().stream()
                .map(QueueItem::id)
                .map(SpoolId::parse)
                .toList();
    }

    private SpoolId store(Duration age, String sender, String... recipients) throws IOException {
        var spool = server.server().spool();
        var content = "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
        var envelope =
                new Envelope(
                        Instant.now().minus(age),
                        ReversePath.parse(sender),
                        MailParameters.NONE,
                        Arrays.stream(recipients).map(Mailbox::parse).map(Recipient::of).toList(),
                        new Envelope.Origin("test", "192.0.2.1", "client", Optional.empty()));
        return spool.store(envelope, Optional.empty(), content, spool.draft(), 0).id();
    }

    private static RecipientProgress progress(RecipientProgress.State state) {
        return new RecipientProgress(state, 1, Instant.now(), "result");
    }

    private static Filter filter(
            @Nullable String destination,
            @Nullable String sender,
            @Nullable Duration age,
            @Nullable Status status) {
        return new Filter(
                Optional.ofNullable(destination),
                Optional.ofNullable(sender),
                Optional.ofNullable(age),
                Optional.ofNullable(status));
    }
}
