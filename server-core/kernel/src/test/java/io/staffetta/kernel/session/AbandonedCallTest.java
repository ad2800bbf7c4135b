package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.kernel.config.HookConfig.Mode;
import io.staffetta.kernel.config.HookConfig.OnError;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

@Timeout(60)
class AbandonedCallTest {

    private static final Attribute.OfSession<String> LATE =
            new Attribute.OfSession<>("test.late", String.class);
    private static final Attribute.OfTransaction<String> LATE_TOO =
            new Attribute.OfTransaction<>("test.late", String.class);

    private final CountDownLatch release = new CountDownLatch(1);
    private Server server = new Server();

    @AfterEach
    void close() {
        release.countDown();
        server.close();
    }

    @Test
    void changesOfAnAbandonedCallAreRefusedAndLost() throws Exception {
        var refused = new CompletableFuture<List<String>>();
        server.hook(
                "late",
                (Hook.OnMessage)
                        message -> {
                            message.addHeader(Header.of("X-Early", "1"));
                            awaitStubbornly(release);
                            refused.complete(refusals(message));
                            return Decision.NEXT;
                        },
                Mode.ENFORCE,
                OnError.IGNORE,
                Server.SHORT,
                LATE,
                LATE_TOO);
        var intake = server.inTransaction();

        assertThat(Said.by(Server.send(intake, "A: b\r\n\r\nHi\r\n"))).isEqualTo("accepted");
        release.countDown();

        assertThat(refused.get(30, TimeUnit.SECONDS)).hasSize(11).doesNotContain("");
        assertThat(new String(server.spool.onlyContent(), UTF_8))
                .isEqualTo("Received: from here by there\r\nA: b\r\n\r\nHi\r\n");
        assertThat(intake.session().get(LATE)).isEmpty();
        assertThat(server.spool.allDraftsClosed()).isTrue();
    }

    /// What each change is answered with.
    private static List<String> refusals(Message message) {
        var header = Header.of("X-Late", "1");
        List<Runnable> changes =
                List.of(
                        () -> message.addHeader(header),
                        () -> message.appendHeader(header),
                        () -> message.replaceHeader(header),
                        () -> message.removeHeaders("A"),
                        () -> message.replaceBody(Content.of(new byte[0])),
                        () -> message.changeReversePath(ReversePath.NULL),
                        () -> message.addRecipient(Mailbox.parse("ann@example.org")),
                        () -> message.removeRecipient(Mailbox.parse("bob@example.org")),
                        () -> message.transaction().put(LATE_TOO, "late"),
                        () -> message.transaction().session().put(LATE, "late"),
                        () -> message.removeHeaders("nothing"));
        List<String> answers = new ArrayList<>();
        for (var change : changes) {
            try {
                change.run();
                answers.add("");
            } catch (IllegalStateException e) {
                answers.add(e.getMessage());
            }
        }
        return answers;
    }

    @Test
    void aCallIsInterruptedAtItsDeadline() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        server.hook(
                "slow",
                (Hook.OnMail)
                        (_, _, _) -> {
                            try {
                                release.await();
                                interrupted.complete(false);
                            } catch (InterruptedException e) {
                                interrupted.complete(true);
                            }
                            return Decision.NEXT;
                        },
                Mode.ENFORCE,
                OnError.TEMPFAIL,
                Server.SHORT);

        assertThat(Said.by(Server.mail(server.greeted(), "joe@elsewhere.example")))
                .isEqualTo("refuse 451 4.3.0");
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHookWithTooManyAbandonedCallsIsLeftAloneUntilOneEnds() {
        var calls = new AtomicInteger();
        server.hook(
                "stuck",
                (Hook.OnMail)
                        (_, _, _) -> {
                            calls.incrementAndGet();
                            awaitStubbornly(release);
                            return Decision.NEXT;
                        },
                Mode.ENFORCE,
                OnError.TEMPFAIL,
                Server.SHORT);
        var intake = server.greeted();
        int most = server.limits.abandonedCalls();
        for (int i = 0; i < most + 3; i++) {
            assertThat(Said.by(Server.mail(intake, "joe@elsewhere.example")))
                    .isEqualTo("refuse 451 4.3.0");
        }
        assertThat(calls).hasValue(most);
        assertThat(server.meters.get("hook.abandoned.running")).isEqualTo(most);
        assertThat(server.meters.get("hook.abandoned{hook=stuck}")).isEqualTo(most);
        assertThat(server.meters.get("hook.decisions{decision=blocked, hook=stuck, phase=mail}"))
                .isEqualTo(3);

        release.countDown();
        while (server.meters.get("hook.abandoned.running") > 0) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
        assertThat(Said.by(Server.mail(intake, "joe@elsewhere.example"))).isEqualTo("proceed");
    }

    /// Runs on the real scheduler: more calls compute than there are carriers, and ignore that they
    /// are interrupted.
    @Test
    void computingHooksDoNotStopOtherSessions() throws Exception {
        server.close();
        var changes = new LinkedBlockingQueue<Integer>();
        var system = Carriers.ofSystem();
        server =
                new Server(change -> {
                    system.add(change);
                    changes.add(change);
                });
        int burners = 2 * Runtime.getRuntime().availableProcessors();
        var burning = new CountDownLatch(burners);
        server.hook(
                "burner",
                (Hook.OnConnect)
                        _ -> {
                            burning.countDown();
                            while (release.getCount() > 0) {
                                Thread.onSpinWait();
                            }
                            return Decision.NEXT;
                        },
                Mode.ENFORCE,
                OnError.TEMPFAIL,
                Server.LONG);
        List<CompletableFuture<String>> burnt = new ArrayList<>();
        for (int i = 0; i < burners; i++) {
            burnt.add(onVirtualThread(server::connect));
        }
        assertThat(burning.await(30, TimeUnit.SECONDS)).as("each got a carrier").isTrue();
        try (var other = new Server()) {
            var said =
                    onVirtualThread(() ->
                            Said.by(Server.send(other.inTransaction(), "A: b\r\n\r\nHi\r\n")));
            assertThat(said.get(30, TimeUnit.SECONDS)).isEqualTo("accepted");
        }
        release.countDown();

        for (var one : burnt) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("proceed");
        }
        int added = 0;
        do {
            added += changes.take();
            assertThat(added).isNotNegative();
        } while (added > 0);
    }

    @Test
    void anAbandonedCallGetsACarrierUntilItEnds() throws Exception {
        server.close();
        var changes = new LinkedBlockingQueue<Integer>();
        server = new Server(changes::add);
        server.hook(
                "stuck",
                (Hook.OnConnect)
                        _ -> {
                            awaitStubbornly(release);
                            return Decision.NEXT;
                        },
                Mode.ENFORCE,
                OnError.TEMPFAIL,
                Server.SHORT);

        assertThat(server.connect()).isEqualTo("refuse 451 4.3.0");
        assertThat(changes.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
        release.countDown();
        assertThat(changes.poll(30, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    private static CompletableFuture<String> onVirtualThread(Supplier<String> work) {
        var result = new CompletableFuture<String>();
        Thread.startVirtualThread(() -> result.completeAsync(work, Runnable::run));
        return result;
    }

    /// As a hook does that was written without a thought of interrupts.
    private static void awaitStubbornly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // Not my business.
            }
        }
    }
}
