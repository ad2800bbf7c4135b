package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.HookConfig.Mode;
import io.staffetta.kernel.config.HookConfig.OnError;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.RouteDecision;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.ReportKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class DeliveryHooksTest {

    private static final Outcome DELIVERED = new Outcome.Delivered("2.0.0 ok");
    private static final Outcome LATER =
            new Outcome.Deferred(EnhancedStatus.parse("4.7.1"), "greylisted");
    private static final RouteDecision USE = new RouteDecision.Use("b", Optional.of("hop"));
    private static final Envelope MESSAGE =
            new Envelope(
                    Instant.EPOCH,
                    ReversePath.NULL,
                    MailParameters.NONE,
                    List.of(Recipient.of(Mailbox.parse("ann@example.org"))),
                    new Envelope.Origin("test", "", "", Optional.empty()));

    private final Server server = new Server();

    @AfterEach
    void close() {
        server.close();
    }

    /// How a call goes wrong.
    enum Fault {
        THROWS,
        LINKAGE,
        NULL,
        HANGS
    }

    private record Faulty(Fault fault) implements Hook.OnRoute, Hook.OnAttempt, Hook.OnBounce {

        private <T> T fail(Class<T> type) throws Exception {
            return switch (fault) {
                case THROWS -> throw new IOException("no answer");
                case LINKAGE -> throw new NoClassDefFoundError("org/example/Missing");
                case NULL -> type.cast(null);
                case HANGS -> {
                    new CountDownLatch(1).await();
                    throw new AssertionError("nobody counts down");
                }
            };
        }

        @Override
        public RouteDecision onRoute(Envelope envelope, int recipient) throws Exception {
            return fail(RouteDecision.class);
        }

        @Override
        public Outcome onAttempt(Envelope envelope, int recipient, Outcome outcome)
                throws Exception {
            return fail(Outcome.class);
        }

        @Override
        public boolean onBounce(Envelope envelope, List<Integer> recipients, ReportKind kind)
                throws Exception {
            return fail(Boolean.class);
        }
    }

    private DeliveryHooks hooks() {
        return new DeliveryHooks(List.copyOf(server.hooks), server.runner, server.meters, 2);
    }

    @Test
    void withoutHooksEverythingStaysAsItIs() {
        var hooks = hooks();

        assertThat(hooks.route(MESSAGE, 0).decision()).isEqualTo(RouteDecision.NEXT);
        assertThat(hooks.attempted(MESSAGE, 0, LATER)).isSameAs(LATER);
        assertThat(hooks.mayReport(MESSAGE, List.of(0), ReportKind.FAILED)).isTrue();
    }

    @Test
    void theFirstRouteOtherThanNextDecides() {
        server.hook((Hook.OnConnect) _ -> null);
        server.hook((Hook.OnRoute) (_, _) -> RouteDecision.NEXT);
        server.hook((Hook.OnRoute) (_, _) -> USE);
        server.hook((Hook.OnRoute) (_, _) -> new RouteDecision.Settle(LATER));

        var chosen = hooks().route(MESSAGE, 0);

        assertThat(chosen.decision()).isEqualTo(USE);
        assertThat(chosen.by()).isEqualTo("h3");
        assertThat(server.meters.get("hook.decisions{decision=next, hook=h2, phase=route}"))
                .isEqualTo(1);
        assertThat(server.meters.get("hook.decisions{decision=use, hook=h3, phase=route}"))
                .isEqualTo(1);
        assertThat(server.meters.get("hook.seconds{hook=h4, phase=route}")).isZero();
    }

    @Test
    void eachHookSeesWhatTheOneBeforeMadeOfAnOutcome() {
        server.hook((Hook.OnAttempt) (_, _, outcome) -> outcome.equals(DELIVERED) ? LATER : null);
        server.hook((Hook.OnAttempt) (_, _, outcome) -> outcome);

        assertThat(hooks().attempted(MESSAGE, 0, DELIVERED)).isEqualTo(LATER);
        assertThat(server.meters.get("hook.decisions{decision=rewrite, hook=h1, phase=attempt}"))
                .isEqualTo(1);
        assertThat(server.meters.get("hook.decisions{decision=keep, hook=h2, phase=attempt}"))
                .isEqualTo(1);
    }

    @Test
    void oneHookIsEnoughToSuppressAReport() {
        server.hook((Hook.OnBounce) (_, _, _) -> true);
        server.hook((Hook.OnBounce) (_, _, kind) -> kind != ReportKind.DELAYED);

        assertThat(hooks().mayReport(MESSAGE, List.of(0), ReportKind.DELAYED)).isFalse();
        assertThat(hooks().mayReport(MESSAGE, List.of(0), ReportKind.FAILED)).isTrue();
        assertThat(server.meters.get("hook.decisions{decision=suppress, hook=h2, phase=bounce}"))
                .isEqualTo(1);
    }

    @Test
    void whatIsOnlyObservedChangesNothing() {
        server.hook("r", (Hook.OnRoute) (_, _) -> USE, Mode.OBSERVE);
        server.hook("a", (Hook.OnAttempt) (_, _, _) -> LATER, Mode.OBSERVE);
        server.hook("b", (Hook.OnBounce) (_, _, _) -> false, Mode.OBSERVE);

        assertThat(hooks().route(MESSAGE, 0).decision()).isEqualTo(RouteDecision.NEXT);
        assertThat(hooks().attempted(MESSAGE, 0, DELIVERED)).isEqualTo(DELIVERED);
        assertThat(hooks().mayReport(MESSAGE, List.of(0), ReportKind.FAILED)).isTrue();
        assertThat(server.meters.get("hook.decisions{decision=suppress, hook=b, phase=bounce}"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFailureDefersTheRecipientAndChangesNothingElse(Fault fault) {
        server.hook(
                "bad",
                new Faulty(fault),
                Mode.ENFORCE,
                OnError.TEMPFAIL,
                Server.deadline(fault == Fault.HANGS));

        assertThat(hooks().route(MESSAGE, 0).decision())
                .isInstanceOfSatisfying(
                        RouteDecision.Settle.class,
                        settled ->
                                assertThat(settled.outcome())
                                        .isInstanceOfSatisfying(
                                                Outcome.Deferred.class,
                                                deferred -> {
                                                    assertThat(deferred.status())
                                                            .hasToString("4.3.0");
                                                    assertThat(deferred.detail())
                                                            .startsWith("hook bad failed");
                                                }));
        assertThat(hooks().attempted(MESSAGE, 0, DELIVERED)).isSameAs(DELIVERED);
        assertThat(hooks().mayReport(MESSAGE, List.of(0), ReportKind.FAILED)).isTrue();
        var cause = fault == Fault.HANGS ? "timeout" : "error";
        for (var phase : List.of("route", "attempt", "bounce")) {
            assertThat(
                            server.meters.get(
                                    "hook.decisions{decision=%s, hook=bad, phase=%s}"
                                            .formatted(cause, phase)))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFailureIsPassedOverIfTheOperatorSaysSo(Fault fault) {
        server.hook(
                "bad",
                new Faulty(fault),
                Mode.ENFORCE,
                OnError.IGNORE,
                Server.deadline(fault == Fault.HANGS));
        server.hook((Hook.OnRoute) (_, _) -> USE);

        assertThat(hooks().route(MESSAGE, 0).decision()).isEqualTo(USE);
    }

    @Test
    void aHookThatIsOnlyObservedMayFail() {
        var faulty = new Faulty(Fault.THROWS);
        server.hook("bad", faulty, Mode.OBSERVE, OnError.TEMPFAIL, Server.LONG);

        assertThat(hooks().route(MESSAGE, 0).decision()).isEqualTo(RouteDecision.NEXT);
    }

    @Test
    void aHookWithTooManyAbandonedCallsIsLeftAlone() {
        var release = new CountDownLatch(1);
        Hook.OnRoute stubborn =
                (_, _) -> {
                    while (true) {
                        try {
                            release.await();
                            return RouteDecision.NEXT;
                        } catch (InterruptedException e) {
                            // Goes on all the same.
                        }
                    }
                };
        server.hook("stuck", stubborn, Mode.ENFORCE, OnError.TEMPFAIL, Server.SHORT);
        var hooks = hooks();

        for (int call = 0; call < 4; call++) {
            hooks.route(MESSAGE, 0);
        }
        release.countDown();

        assertThat(server.meters.get("hook.decisions{decision=timeout, hook=stuck, phase=route}"))
                .isEqualTo(2);
        assertThat(server.meters.get("hook.decisions{decision=blocked, hook=stuck, phase=route}"))
                .isEqualTo(2);
    }

    @Test
    void aRehearsalIsWrittenDownAndNotCounted() {
        server.hook("r", (Hook.OnRoute) (_, _) -> USE, Mode.OBSERVE);
        server.hook("bad", new Faulty(Fault.THROWS), Mode.ENFORCE, OnError.IGNORE, Server.LONG);
        var steps = new Steps();

        hooks().rehearsing(steps).route(MESSAGE, 0);

        assertThat(steps.list())
                .containsExactly(
                        new Steps.Step(
                                "route",
                                "hook r",
                                "use",
                                "observed, not acted upon: Use[route=b, nextHop=Optional[hop]]"),
                        new Steps.Step("route", "hook bad", "error", "no answer; ignore"));
        assertThat(server.meters.get("hook.decisions{decision=use, hook=r, phase=route}")).isZero();
    }
}
