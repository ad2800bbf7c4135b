package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.queue.report.Reporter;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Outcome.Handover;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.Attempt;
import io.staffetta.spi.spool.RecipientProgress.State;
import io.staffetta.spi.spool.SpooledMessage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

class SettlementTest {

    private static final Outcome BUSY =
            new Outcome.Deferred(
                    EnhancedStatus.parse("4.3.2"),
                    "451 4.3.2 busy",
                    Optional.of("mx.example.com"),
                    false);
    private static final Outcome UNKNOWN =
            new Outcome.Failed(
                    EnhancedStatus.parse("5.1.1"),
                    "550 5.1.1 unknown",
                    Optional.of("mx.example.com"));

    private final FakeClock clock = new FakeClock();
    private final FakeSpool spool = new FakeSpool();
    private final Host host = new Host();
    private final Hooks hooks = new Hooks();

    @Test
    void whatAnotherServerSaysOfItsConfigurationExpires() throws Exception {
        var message = accepted("sender@example.net", (Notify) null);
        clock.advance(Duration.ofDays(5));
        var status = EnhancedStatus.parse("4.3.5");
        var theirs = new Outcome.Deferred(status, "451 4.3.5 x", Optional.of("mx.test"), false);

        var settled = settlement().settle(message, "remote", Map.of(0, theirs));

        assertThat(settled.done()).isEqualTo(1);
        assertThat(text(settled.reports().getFirst())).contains("Status: 5.4.7");
    }

    @Test
    void aReportIsQueuedThoughWhatFollowsCannotBeRecorded() throws Exception {
        var message = accepted("sender@example.net", null, Notify.SUCCESS);
        spool.broken = true;

        var settled =
                settlement()
                        .settle(
                                message,
                                "remote",
                                Map.of(0, UNKNOWN, 1, delivered(Handover.FINAL)));

        assertThat(settled.reports()).hasSize(2);
    }

    @Test
    void aSuccessIsReportedIfItWasAskedForAndNobodyElseReportsIt() throws Exception {
        var message =
                accepted(
                        "sender@example.net", Notify.SUCCESS, Notify.SUCCESS, Notify.SUCCESS, null);

        var settled =
                settlement()
                        .settle(
                                message,
                                "remote",
                                Map.of(
                                        0, delivered(Handover.FINAL),
                                        1, delivered(Handover.RELAYED),
                                        2, delivered(Handover.RELAYED_WITHOUT_DSN),
                                        3, delivered(Handover.FINAL)));

        assertThat(settled.done()).isEqualTo(4);
        assertThat(settled.due()).isEmpty();
        assertThat(settled.reports()).hasSize(2);
        assertThat(text(settled.reports().getFirst()))
                .contains("Action: delivered", "Status: 2.1.5", "Final-Recipient: rfc822; r0@")
                .contains("Diagnostic-Code: smtp; 250 2.1.5 ok", "Remote-MTA: dns; mx.example.com")
                .doesNotContain("r1@", "r2@", "r3@");
        assertThat(text(settled.reports().getLast()))
                .contains("Action: relayed", "Final-Recipient: rfc822; r2@")
                .doesNotContain("r0@", "r1@", "r3@");
        // A crash between report and record repeats both, and loses none.
        assertThat(spool.journal.subList(0, 3))
                .containsExactlyInAnyOrder(
                        "store 1", "record 1 1 DELIVERED", "record 1 3 DELIVERED");
        assertThat(spool.journal.subList(3, 7))
                .containsExactly(
                        "store 2", "record 1 0 DELIVERED", "store 3", "record 1 2 DELIVERED");
        assertThat(spool.find(message.id())).isEmpty();
    }

    @Test
    void aSuccessThatCannotBeReportedIsNotRepeated() throws Exception {
        var message = accepted("sender@example.net", Notify.SUCCESS);
        spool.full = true;

        var settled = settlement().settle(message, "remote", Map.of(0, delivered(Handover.FINAL)));

        assertThat(settled.done()).isEqualTo(1);
        assertThat(settled.untold()).isEmpty();
        assertThat(spool.find(message.id())).isEmpty();
    }

    @Test
    void aDelayIsReportedOnceWhereTheSenderAsked() throws Exception {
        var message =
                accepted("sender@example.net", Notify.DELAY, Notify.FAILURE, Notify.NEVER, null);
        var outcomes = Map.of(0, BUSY, 1, BUSY, 2, BUSY, 3, BUSY);
        clock.advance(Duration.ofHours(3));
        assertThat(settlement().isDelayToTell(message, List.of(0, 1, 2, 3))).isFalse();
        assertThat(settlement().settle(message, "remote", outcomes).reports()).isEmpty();

        clock.advance(Duration.ofHours(1));
        spool.journal.clear();
        assertThat(settlement().isDelayToTell(found(message), List.of(0))).isTrue();
        assertThat(settlement().isDelayToTell(found(message), List.of(1, 2, 3))).isFalse();
        var settled = settlement().settle(found(message), "remote", outcomes);

        assertThat(settled.reports()).hasSize(1);
        assertThat(text(settled.reports().getFirst()))
                .contains("Action: delayed", "Status: 4.3.2", "rfc822; r0@")
                .contains("Will-Retry-Until: ")
                .doesNotContain("r1@", "r2@", "r3@");
        assertThat(spool.journal).endsWith("store 2", "durably 1 0 QUEUED");
        assertThat(found(message).progress())
                .extracting(RecipientProgress::delayReported)
                .containsExactly(true, false, false, false);
        assertThat(settled.due()).isPresent();

        clock.advance(Duration.ofHours(1));
        assertThat(settlement().isDelayToTell(found(message), List.of(0))).isFalse();
        assertThat(settlement().settle(found(message), "remote", outcomes).reports()).isEmpty();
        assertThat(found(message).progress().getFirst().delayReported()).isTrue();
    }

    @Test
    void theOperatorMayHaveEverybodyWarned() throws Exception {
        var settlement = settlement(Duration.ofHours(1));
        var message =
                accepted("sender@example.net", Notify.DELAY, Notify.FAILURE, Notify.NEVER, null);
        var nobody = accepted("", (Notify) null);
        clock.advance(Duration.ofHours(1));

        var settled =
                settlement.settle(message, "remote", Map.of(0, BUSY, 1, BUSY, 2, BUSY, 3, BUSY));

        assertThat(settled.reports()).hasSize(1);
        assertThat(text(settled.reports().getFirst()))
                .contains("rfc822; r0@", "rfc822; r3@")
                .doesNotContain("r1@", "r2@");
        assertThat(settlement.settle(nobody, "remote", Map.of(0, BUSY)).reports()).isEmpty();
    }

    @Test
    void aDelayThatCannotBeReportedIsReportedLater() throws Exception {
        var message = accepted("sender@example.net", Notify.DELAY);
        clock.advance(Duration.ofHours(4));
        spool.full = true;
        var settled = settlement().settle(message, "remote", Map.of(0, BUSY));
        assertThat(settled.reports()).isEmpty();
        assertThat(found(message).progress().getFirst().delayReported()).isFalse();
        assertThat(found(message).progress().getFirst().attempts()).isEqualTo(1);

        spool.full = false;
        assertThat(settlement().settle(found(message), "remote", Map.of(0, BUSY)).reports())
                .hasSize(1);
    }

    @Test
    void mailThatWaitsForTheOperatorHasNoEnd() throws Exception {
        var message = accepted("sender@example.net", Notify.DELAY);
        clock.advance(Duration.ofDays(30));
        var outcome = new Outcome.Deferred(EnhancedStatus.parse("4.3.5"), "no route");

        var settled = settlement().settle(message, "none", Map.of(0, outcome));

        assertThat(settled.done()).isZero();
        assertThat(text(settled.reports().getFirst()))
                .contains("Action: delayed", "Diagnostic-Code: x-staffetta; no route")
                .doesNotContain("Will-Retry-Until");
    }

    @Test
    void aFailureTellsWhatTheLastServerSaid() throws Exception {
        var message = accepted("sender@example.net", null, null, Notify.NEVER, Notify.SUCCESS);
        clock.advance(Duration.ofDays(5));

        var settled =
                settlement()
                        .settle(
                                message,
                                "remote",
                                Map.of(0, UNKNOWN, 1, BUSY, 2, UNKNOWN, 3, UNKNOWN));

        assertThat(settled.done()).isEqualTo(4);
        assertThat(settled.reports()).hasSize(1);
        assertThat(text(settled.reports().getFirst()))
                .contains("Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 unknown")
                .contains("Status: 5.4.7", "Diagnostic-Code: smtp; 451 4.3.2 busy")
                .contains("not delivered within 5 days; last: 4.3.2 451 4.3.2 busy")
                .doesNotContain("r2@", "r3@");
        assertThat(settled.reports().getFirst().envelope().recipients().getFirst().parameters())
                .isEqualTo(new RecipientParameters(Set.of(Notify.NEVER), Optional.empty()));
    }

    @Test
    void aFailureThatCannotBeReportedSaysWhy() throws Exception {
        var message = accepted("sender@example.net", (Notify) null);
        spool.full = true;

        var settled = settlement().settle(message, "remote", Map.of(0, UNKNOWN));

        assertThat(settled.done()).isZero();
        assertThat(settled.untold()).get().isInstanceOf(IOException.class);
        var progress = found(message).progress().getFirst();
        assertThat(progress.state()).isEqualTo(State.QUEUED);
        assertThat(progress.detail())
                .isEqualTo("5.1.1 mx.example.com said: 550 5.1.1 unknown (no report yet)");
        assertThat(progress.due()).isAfter(clock.instant());
    }

    @Test
    void hooksAreAskedOfEachKindAndMaySuppressIt() throws Exception {
        var message =
                accepted(
                        "sender@example.net",
                        Notify.SUCCESS,
                        Notify.DELAY,
                        null,
                        Notify.NEVER,
                        null);
        clock.advance(Duration.ofHours(4));
        hooks.suppress = true;

        var settled =
                settlement()
                        .settle(
                                message,
                                "remote",
                                Map.of(
                                        0, delivered(Handover.FINAL),
                                        1, BUSY,
                                        2, UNKNOWN,
                                        3, UNKNOWN,
                                        4, UNKNOWN));

        assertThat(hooks.asked).containsExactly("[0] DELIVERED", "[1] DELAYED", "[2, 4] FAILED");
        assertThat(settled.reports()).isEmpty();
        assertThat(settled.done()).isEqualTo(4);
        assertThat(spool.journal)
                .contains("durably 1 2 FAILED", "durably 1 3 FAILED", "durably 1 4 FAILED");
        assertThat(found(message).progress().get(1).delayReported()).isTrue();
    }

    @Test
    void nobodyIsToldOfTheFateOfAReport() throws Exception {
        var message = accepted("", Notify.SUCCESS, Notify.DELAY, null);
        clock.advance(Duration.ofHours(20));

        var settled =
                settlement(Duration.ofHours(1))
                        .settle(
                                message,
                                "remote",
                                Map.of(0, delivered(Handover.FINAL), 1, BUSY, 2, UNKNOWN));

        assertThat(settled.reports()).isEmpty();
        assertThat(hooks.asked).isEmpty();
        assertThat(spool.journal).contains("durably 1 2 FAILED");
    }

    @Test
    void anAttemptNamesTheServerThatReplied() throws Exception {
        var message = accepted("sender@example.net", null, null, null);
        var lost =
                new Outcome.Deferred(
                        EnhancedStatus.parse("4.4.2"),
                        "the connection broke after MAIL",
                        Optional.of("mx.example.com"),
                        true);

        settlement()
                .settle(
                        message,
                        "remote",
                        Map.of(0, BUSY, 1, delivered(Handover.RELAYED), 2, lost));

        assertThat(found(message).progress())
                .extracting(RecipientProgress::detail)
                .containsExactly(
                        "4.3.2 mx.example.com said: 451 4.3.2 busy",
                        "mx.example.com said: 250 2.1.5 ok",
                        "4.4.2 the connection broke after MAIL");
        assertThat(found(message).progress().getFirst().history())
                .extracting(Attempt::detail)
                .containsExactly("4.3.2 mx.example.com said: 451 4.3.2 busy");
    }

    @Test
    void theLastTenAttemptsAreKept() throws Exception {
        var message = accepted("sender@example.net", (Notify) null);
        for (int i = 1; i <= 12; i++) {
            clock.advance(Duration.ofMinutes(5));
            var outcome = new Outcome.Deferred(EnhancedStatus.parse("4.3.2"), "try " + i);
            settlement().settle(found(message), "remote", Map.of(0, outcome));
        }

        var progress = found(message).progress().getFirst();
        assertThat(progress.attempts()).isEqualTo(12);
        assertThat(progress.history()).hasSize(10);
        assertThat(progress.history().getFirst().detail()).isEqualTo("4.3.2 try 3");
        assertThat(progress.history().getLast())
                .isEqualTo(new Attempt(clock.instant(), "4.3.2 try 12"));
    }

    private Settlement settlement() {
        return settlement(Duration.ZERO);
    }

    private Settlement settlement(Duration warning) {
        var random = new Random(1);
        var reporter = new Reporter(host, host, spool, hooks, clock, random, 65_536);
        var settings = TestSettings.with("delayWarning", warning);
        var judge = new Judge(settings.retryPolicy(), settings.delayPolicy());
        return new Settlement(spool, reporter, judge, clock, random);
    }

    private SpooledMessage found(SpooledMessage message) {
        return spool.find(message.id()).orElseThrow();
    }

    /// With a recipient for each condition.
    private SpooledMessage accepted(String sender, @Nullable Notify... notify) throws IOException {
        var recipients = new ArrayList<Recipient>();
        for (var condition : notify) {
            var mailbox = Mailbox.parse("r" + recipients.size() + "@example.com");
            var conditions = condition == null ? Set.<Notify>of() : Set.of(condition);
            recipients.add(
                    new Recipient(
                            mailbox,
                            mailbox,
                            new RecipientParameters(conditions, Optional.empty())));
        }
        var envelope =
                new Envelope(
                        clock.instant(),
                        ReversePath.parse(sender),
                        MailParameters.NONE,
                        recipients,
                        new Envelope.Origin("test", "", "", Optional.empty()));
        try (var draft = spool.draft()) {
            var octets = "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
            draft.write(octets, 0, octets.length);
            return spool.store(envelope, Optional.empty(), new byte[0], draft, 0);
        }
    }

    private static Outcome delivered(Handover handover) {
        return new Outcome.Delivered("250 2.1.5 ok", Optional.of("mx.example.com"), handover);
    }

    private static String text(SpooledMessage report) throws IOException {
        try (var in = report.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Hooks of the `bounce` phase.
    private static final class Hooks implements Routes {
        final List<String> asked = new ArrayList<>();
        boolean suppress;

        @Override
        public boolean mayReport(Envelope envelope, List<Integer> recipients, ReportKind kind) {
            asked.add(recipients + " " + kind);
            return !suppress;
        }

        @Override
        public Map<Integer, Way> choose(Envelope envelope, List<Integer> recipients) {
            return Map.of();
        }

        @Override
        public Optional<Lease> lease(String route) {
            return Optional.empty();
        }

        @Override
        public Outcome attempted(Envelope envelope, int recipient, Outcome outcome) {
            return outcome;
        }
    }
}
