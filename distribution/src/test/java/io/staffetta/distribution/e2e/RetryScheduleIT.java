package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// A restart in the middle of a retry schedule.
class RetryScheduleIT {

    @TempDir Path folder;

    @Test
    void attemptsDueTimesAndResultsAreKept() {
        SmtpSink.assumeInstalled();
        try (var good = SmtpSink.start();
                var tired = SmtpSink.start("-r", "RCPT");
                var relay =
                        Relay.start(
                                folder,
                                new RelayConfiguration()
                                        .remote("good.test", good.host())
                                        .remote("*", tired.host()))) {
            relay.send(
                    "<" + Relay.ANNA + ">",
                    List.of("<x@good.test>", "<y@tired.test>", "<z@other.test>"),
                    Relay.text("kept"));
            good.await(1);
            relay.awaitQueue(2, each -> each.attempts() == 1);
            relay.retry();
            var before = relay.awaitQueue(2, each -> each.attempts() == 2);

            relay.restart(true);
            assertThat(relay.queue()).containsExactlyElementsOf(before);
            relay.restart(false);
            assertThat(relay.queue()).containsExactlyElementsOf(before);

            tired.restart();
            relay.retry();
            relay.awaitQueue(0, _ -> true);
            assertThat(tired.messages())
                    .flatExtracting(SinkMail::recipients)
                    .extracting(recipient -> recipient.split(" ", 2)[0])
                    .containsExactlyInAnyOrder("<y@tired.test>", "<z@other.test>");
            assertThat(good.messages()).hasSize(1);
        }
    }

    @Test
    void theNextAttemptComesByItself() {
        SmtpSink.assumeInstalled();
        try (var tired = SmtpSink.start("-r", "RCPT");
                var relay =
                        Relay.start(
                                folder,
                                new RelayConfiguration()
                                        .queue("<retry-min>3s</retry-min><retry-max>3s</retry-max>")
                                        .remote("*", tired.host()))) {
            relay.send("x@tired.test", "tried again");
            relay.awaitQueue(1, each -> each.attempts() > 0);
            tired.restart();
            relay.restart(true);
            tired.awaitSubject("tried again");
        }
    }
}
