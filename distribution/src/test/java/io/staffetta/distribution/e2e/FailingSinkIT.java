package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Postfix's `smtp-sink` failing for the moment at every step: the mail waits with the reason, and
/// arrives when the server has recovered.
class FailingSinkIT {

    private static final List<String> STEPS =
            List.of("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", ".");

    /// Options, and what the queue says of it.
    private static final Map<String, String> FAILURES =
            Map.of(
                    "-r", "45[01] 4\\.3\\.0 Error: command failed",
                    "-Q", "421 4\\.\\d\\.\\d .*",
                    "-q", ".*(?i:closed|lost|ended|reset).*");

    @TempDir Path folder;

    @Test
    void nothingIsLostByAServerThatFailsForTheMoment() {
        SmtpSink.assumeInstalled();
        var sinks = new LinkedHashMap<String, SmtpSink>();
        var options = new LinkedHashMap<String, String>();
        for (var option : FAILURES.keySet()) {
            for (var step : STEPS) {
                var domain = "d%d.test".formatted(sinks.size());
                var commands = step.equals("EHLO") ? "EHLO,HELO" : step;
                sinks.put(domain, SmtpSink.start(option, commands));
                options.put(domain, option);
            }
        }
        try {
            run(sinks, options);
        } finally {
            sinks.values().forEach(SmtpSink::close);
        }
    }

    private void run(Map<String, SmtpSink> sinks, Map<String, String> options) {
        var configuration = new RelayConfiguration();
        sinks.forEach((domain, sink) -> configuration.remote(domain, sink.host()));
        try (var relay = Relay.start(folder, configuration)) {
            sinks.keySet().forEach(domain -> relay.send("x@" + domain, "to " + domain));
            var waiting = relay.awaitQueue(sinks.size(), each -> each.attempts() > 0);
            assertThat(waiting)
                    .allSatisfy(each -> {
                        var option = options.get(each.domain());
                        assertThat(each.reason())
                                .as(option + " " + each)
                                .containsPattern(FAILURES.get(option));
                    });

            sinks.values().forEach(SmtpSink::restart);
            relay.retry();
            sinks.forEach((domain, sink) ->
                    assertThat(sink.await(1))
                            .extracting(SinkMail::subject)
                            .containsExactly("to " + domain));
            relay.awaitQueue(0, _ -> true);
            assertThat(relay.inbox().messages()).as("reports").isEmpty();
        }
    }
}
