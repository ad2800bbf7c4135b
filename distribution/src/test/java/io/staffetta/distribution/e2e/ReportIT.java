package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// Delivery status notifications as their readers get them.
class ReportIT {

    @TempDir static Path folder;
    private static SmtpSink refusing;
    private static SmtpSink tired;
    private static Relay relay;

    @BeforeAll
    static void start() {
        SmtpSink.assumeInstalled();
        refusing = SmtpSink.start("-f", "RCPT", "-B", "550 5.1.1 No \u001b[31msuch\u0007 user");
        tired = SmtpSink.start("-r", "RCPT", "-b", "450 4.2.1 Come back later");
        relay =
                Relay.start(
                        folder,
                        new RelayConfiguration()
                                .queue(
                                        """
                                        <retry-min>1s</retry-min><retry-max>1s</retry-max>
                                        <expiry>5s</expiry><delay-warning>2s</delay-warning>
                                        """)
                                .remote("tired.test", tired.host())
                                .remote("*", refusing.host()));
    }

    @AfterAll
    static void stop() {
        if (relay != null) {
            relay.close();
            refusing.close();
            tired.close();
        }
    }

    @Test
    void ofAFailure() throws Exception {
        relay.send(
                "<" + Relay.ANNA + "> RET=FULL ENVID=order+2B7",
                List.of("<x@far.test> NOTIFY=FAILURE ORCPT=rfc822;first+2Bx@far.test"),
                Relay.text("failed in full"));
        var report = relay.report("x@far.test");
        assertThat(report.message().getFrom()[0].toString()).contains("@mail.example.org");
        assertThat(report.message().getHeader("Return-Path")).containsExactly("<>");
        assertThat(report.message().getHeader("Auto-Submitted"))
                .singleElement()
                .asString()
                .startsWith("auto-");
        assertThat(report.field("Reporting-MTA")).isEqualTo("dns; mail.example.org");
        assertThat(report.field("Original-Envelope-Id")).isEqualTo("order+7");
        assertThat(report.field("Arrival-Date")).isNotBlank();
        assertThat(report.recipientField("Original-Recipient"))
                .matches("rfc822; ?first\\+x@far\\.test");
        assertThat(report.recipientField("Final-Recipient")).matches("rfc822; ?x@far\\.test");
        assertThat(report.recipientField("Action")).isEqualTo("failed");
        assertThat(report.recipientField("Status")).isEqualTo("5.1.1");
        assertThat(report.recipientField("Remote-MTA")).isEqualTo("dns; [127.0.0.1]");
        assertThat(report.recipientField("Diagnostic-Code"))
                .startsWith("smtp; 550 5.1.1 No ")
                .doesNotContainPattern("[\\x00-\\x1f\\x7f]");
        assertThat(report.text()).contains("x@far.test").doesNotContain("\u001b");
        assertThat(report.returnedType()).isEqualTo("message/rfc822");
        assertThat(report.returned()).contains("Subject: failed in full").contains("\r\nhello\r\n");
    }

    @Test
    void ofAFailureWithHeadersOnly() {
        relay.send(
                "<" + Relay.ANNA + "> RET=HDRS",
                List.of("<headers@far.test>"),
                Relay.text("failed in short"));
        var report = relay.report("headers@far.test");
        assertThat(report.returnedType()).isEqualTo("text/rfc822-headers");
        assertThat(report.returned()).contains("Subject: failed in short").doesNotContain("hello");
    }

    @Test
    void ofADelayThenOfTheEnd() {
        relay.send("late@tired.test", "late");
        var reports = relay.reports(2, "late@tired.test");
        assertThat(reports)
                .extracting(report -> report.recipientField("Action"))
                .containsExactlyInAnyOrder("delayed", "failed");
        assertThat(reports)
                .allSatisfy(report -> {
                    assertThat(report.recipientField("Diagnostic-Code"))
                            .isEqualTo("smtp; 450 4.2.1 Come back later");
                    boolean delayed = "delayed".equals(report.recipientField("Action"));
                    assertThat(report.recipientField("Status"))
                            .matches(delayed ? "4\\.2\\.1" : "5\\.4\\.7|4\\.4\\.7");
                    assertThat(report.recipientField("Will-Retry-Until") != null)
                            .isEqualTo(delayed);
                });
    }

    @Test
    void ofASuccessHere() {
        relay.send(
                "<" + Relay.ANNA + "> ENVID=s1",
                List.of("<" + Relay.ANNA + "> NOTIFY=SUCCESS"),
                Relay.text("to myself"));
        var report = relay.report(Relay.ANNA);
        assertThat(report.field("Original-Envelope-Id")).isEqualTo("s1");
        assertThat(report.recipientField("Action")).isEqualTo("delivered");
        assertThat(report.recipientField("Status")).isEqualTo("2.0.0");
        assertThat(report.recipientField("Remote-MTA")).isNull();
        assertThat(report.returnedType()).isEqualTo("text/rfc822-headers");
    }

    /// Neither the null reverse-path nor who does not want to know; the report that is awaited
    /// comes after those that must not be.
    @Test
    void nobodyIsToldWhoMustNotBe() {
        relay.send("<>", List.of("<null@silent.test>"), Relay.text("from nobody"));
        relay.send(
                "<" + Relay.ANNA + ">",
                List.of("<never@silent.test> NOTIFY=NEVER"),
                Relay.text("never"));
        relay.send(
                "<" + Relay.ANNA + ">",
                List.of("<success@silent.test> NOTIFY=SUCCESS"),
                Relay.text("success only"));
        Patience.until(
                () -> relay.queue().stream().noneMatch(each -> each.domain().equals("silent.test")),
                () -> "still there: " + relay.queue());
        relay.send("told@silent.test", "last");
        relay.report("told@silent.test");
        assertThat(relay.inbox().messages())
                .noneMatch(message -> message.contains("null@silent.test"))
                .noneMatch(message -> message.contains("never@silent.test"))
                .noneMatch(message -> message.contains("success@silent.test"));
    }
}
