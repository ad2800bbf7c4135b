package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Routes.Via;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class LanesTest {

    private final Lanes lanes = new Lanes(2);

    @Test
    void aFullLaneHoldsUpItsOwnJobsOnly() {
        assertThat(lanes.admit(job(1, "slow"))).isTrue();
        assertThat(lanes.admit(job(2, "slow"))).isTrue();
        assertThat(lanes.admit(job(3, "slow"))).isFalse();
        assertThat(lanes.admit(job(4, "fast"))).isTrue();

        assertThat(lanes.release("fast")).isEmpty();
        assertThat(lanes.release("slow")).map(Job::id).contains(new SpoolId(3));
        assertThat(lanes.admit(job(5, "slow"))).isFalse();
        assertThat(lanes.release("slow")).map(Job::id).contains(new SpoolId(5));
        assertThat(lanes.release("slow")).isEmpty();
        assertThat(lanes.admit(job(6, "slow"))).isTrue();
        assertThat(lanes.admit(job(7, "slow"))).isFalse();
    }

    @Test
    void onlyTheNextJobsKeepTheirMessage() {
        for (int i = 1; i <= 6; i++) {
            lanes.admit(job(i, "slow"));
        }

        assertThat(lanes.release("slow")).map(job -> job.message().isPresent()).contains(true);
        assertThat(lanes.release("slow")).map(job -> job.message().isPresent()).contains(true);
        assertThat(lanes.release("slow")).map(job -> job.message().isPresent()).contains(false);
    }

    private static Job job(long id, String lane) {
        var envelope =
                new Envelope(
                        Instant.EPOCH,
                        ReversePath.NULL,
                        MailParameters.NONE,
                        List.of(Recipient.of(Mailbox.parse("a@example.org"))),
                        new Envelope.Origin("", "", "", Optional.empty()));
        var message =
                new SpooledMessage(
                        new SpoolId(id),
                        envelope,
                        Content.of(new byte[0]),
                        0,
                        List.of(RecipientProgress.untried(Instant.EPOCH)),
                        Optional.empty());
        return new Job(
                new SpoolId(id), new Via(lane, "test", ""), List.of(0), Optional.of(message));
    }
}
