package io.staffetta.tls.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.testkit.FixedFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class TlsReportTest {

    private static final NextHop Y =
            new NextHop("company-y.example", "mx1.mail.company-y.example", 25, true);
    private static final PublishedTls STS =
            new PublishedTls(
                    PublishedTls.Type.STS,
                    "company-y.example",
                    List.of(
                            "version: STSv1",
                            "mode: testing",
                            "mx: *.mail.company-y.example",
                            "max_age: 86400"),
                    List.of("*.mail.company-y.example"),
                    false);

    @TempDir Path data;
    private Instant now = Instant.parse("2016-04-01T10:00:00Z");

    /// The example of RFC 8460, Appendix B, as far as it is of the sender's making.
    @Test
    void theShapeOfTheRfc() throws Exception {
        var report = report();
        for (int i = 0; i < 5326; i++) {
            report.observed(outcome(Y, STS, Result.SUCCESS, "", "2001:db8:abcd:12::1", ""));
        }
        for (int i = 0; i < 100; i++) {
            report.observed(
                    outcome(Y, STS, Result.CERTIFICATE_EXPIRED, "", "2001:db8:abcd:12::1", ""));
        }
        var second = new NextHop("company-y.example", "mx2.mail.company-y.example", 25, true);
        for (int i = 0; i < 200; i++) {
            report.observed(
                    outcome(
                            second,
                            STS,
                            Result.STARTTLS_NOT_SUPPORTED,
                            "",
                            "2001:db8:abcd:13::1",
                            "203.0.113.56"));
        }
        var backup = new NextHop("company-y.example", "mx-backup.mail.company-y.example", 25, true);
        for (int i = 0; i < 3; i++) {
            report.observed(
                    outcome(
                            backup,
                            STS,
                            Result.VALIDATION_FAILURE,
                            "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED",
                            "198.51.100.62",
                            "203.0.113.58"));
        }
        report.close();

        assertThat(read("2016-04-01/company-y.example.json"))
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                                        {
                                          "date-range": {
                                            "start-datetime": "2016-04-01T00:00:00Z",
                                            "end-datetime": "2016-04-01T23:59:59Z"
                                          },
                                          "policies": [{
                                            "policy": {
                                              "policy-type": "sts",
                                              "policy-string": ["version: STSv1", "mode: testing",
                                                "mx: *.mail.company-y.example", "max_age: 86400"],
                                              "policy-domain": "company-y.example",
                                              "mx-host": ["*.mail.company-y.example"]
                                            },
                                            "summary": {
                                              "total-successful-session-count": 5326,
                                              "total-failure-session-count": 303
                                            },
                                            "failure-details": [{
                                              "result-type": "certificate-expired",
                                              "sending-mta-ip": "2001:db8:abcd:12::1",
                                              "receiving-mx-hostname": "mx1.mail.company-y.example",
                                              "failed-session-count": 100
                                            }, {
                                              "result-type": "starttls-not-supported",
                                              "sending-mta-ip": "2001:db8:abcd:13::1",
                                              "receiving-mx-hostname": "mx2.mail.company-y.example",
                                              "receiving-ip": "203.0.113.56",
                                              "failed-session-count": 200
                                            }, {
                                              "result-type": "validation-failure",
                                              "sending-mta-ip": "198.51.100.62",
                                              "receiving-mx-hostname": "mx-backup.mail.company-y.example",
                                              "receiving-ip": "203.0.113.58",
                                              "failed-session-count": 3,
                                              "failure-reason-code": "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED"
                                            }]
                                          }]
                                        }
                                        """));
    }

    @Test
    void withoutAPolicyAndWithTlsa() throws Exception {
        var report = report();
        report.observed(outcome(Y, null, Result.SUCCESS, "", "", ""));
        var tlsa =
                new PublishedTls(
                        PublishedTls.Type.TLSA,
                        "company-y.example",
                        List.of("3 1 1 AB"),
                        List.of(),
                        true);
        report.observed(outcome(Y, tlsa, Result.TLSA_INVALID, "", "", ""));
        report.close();

        var policies = read("2016-04-01/company-y.example.json").get("policies");
        assertThat(policies.get(0).toString())
                .isEqualTo(
                        "{\"policy\":{\"policy-type\":\"no-policy-found\","
                                + "\"policy-domain\":\"company-y.example\"},"
                                + "\"summary\":{\"total-successful-session-count\":1,"
                                + "\"total-failure-session-count\":0}}");
        assertThat(policies.get(1).toString())
                .isEqualTo(
                        "{\"policy\":{\"policy-type\":\"tlsa\",\"policy-string\":[\"3 1 1 AB\"],"
                                + "\"policy-domain\":\"company-y.example\"},"
                                + "\"summary\":{\"total-successful-session-count\":0,"
                                + "\"total-failure-session-count\":1},"
                                + "\"failure-details\":[{\"result-type\":\"tlsa-invalid\","
                                + "\"receiving-mx-hostname\":\"mx1.mail.company-y.example\","
                                + "\"failed-session-count\":1}]}");
    }

    @Test
    void aPolicyThatCannotBeHadIsNoMatterOfAMailServer() throws Exception {
        var report = report();
        var hop = new NextHop("company-y.example", "mta-sts.company-y.example", 443, false);
        report.observed(outcome(hop, STS, Result.STS_WEBPKI_INVALID, "expired", "", ""));
        report.close();

        assertThat(
                        read("2016-04-01/company-y.example.json")
                                .at("/policies/0/failure-details/0")
                                .toString())
                .isEqualTo(
                        "{\"result-type\":\"sts-webpki-invalid\",\"failed-session-count\":1,"
                                + "\"failure-reason-code\":\"expired\"}");
    }

    @Test
    void countsAreExactUnderLoad() throws Exception {
        var report = report(Duration.ZERO, 100, 100);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 1000; i++) {
                var hop = new NextHop("d" + i % 7 + ".example", "mx.example", 25, true);
                var result = i % 2 == 0 ? Result.SUCCESS : Result.VALIDATION_FAILURE;
                calls.add(() -> {
                    report.observed(outcome(hop, null, result, "", "192.0.2.1", ""));
                    return null;
                });
            }
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        }
        report.close();

        long good = 0;
        long bad = 0;
        long details = 0;
        for (int i = 0; i < 7; i++) {
            var policy = read("2016-04-01/d" + i + ".example.json").at("/policies/0");
            good += policy.at("/summary/total-successful-session-count").asLong();
            bad += policy.at("/summary/total-failure-session-count").asLong();
            details += policy.at("/failure-details/0/failed-session-count").asLong();
        }
        assertThat(List.of(good, bad, details)).containsExactly(500L, 500L, 500L);
    }

    @Test
    void aRestartContinuesTheDay() throws Exception {
        for (int i = 0; i < 3; i++) {
            var report = report();
            report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));
            report.observed(outcome(Y, STS, Result.CERTIFICATE_EXPIRED, "no. " + i, "", ""));
            report.close();
        }

        var policies = read("2016-04-01/company-y.example.json").get("policies");
        assertThat(policies.size()).isEqualTo(1);
        assertThat(policies.at("/0/summary/total-successful-session-count").asInt()).isEqualTo(3);
        assertThat(policies.at("/0/failure-details/0/failed-session-count").asInt()).isEqualTo(3);
        assertThat(policies.at("/0/failure-details/0/failure-reason-code").asString())
                .isEqualTo("no. 0");
    }

    @Test
    void writesOnceTheIntervalIsOver() throws Exception {
        var report = report();
        report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));
        now = now.plusSeconds(59);
        report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));
        assertThat(data.resolve("tls-report/2016-04-01")).doesNotExist();

        now = now.plusSeconds(1);
        report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));

        assertThat(successes("2016-04-01/company-y.example.json")).isEqualTo(3);
    }

    @Test
    void eachDayHasItsFolderAndOldOnesGo() throws Exception {
        var report = report();
        now = Instant.parse("2016-04-01T23:59:59Z");
        report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));
        now = Instant.parse("2016-04-02T00:00:00Z");
        report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));
        now = Instant.parse("2016-04-15T12:00:00Z");
        report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));
        assertThat(successes("2016-04-01/company-y.example.json")).isEqualTo(1);
        assertThat(successes("2016-04-02/company-y.example.json")).isEqualTo(1);
        var other = Files.createDirectory(data.resolve("tls-report/notes"));

        now = Instant.parse("2016-04-16T00:00:00Z");
        report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));

        assertThat(data.resolve("tls-report/2016-04-01")).doesNotExist();
        assertThat(data.resolve("tls-report/2016-04-02")).exists();
        assertThat(other).exists();
    }

    @Test
    void tooManyDomainsAreCountedTogether() throws Exception {
        for (int run = 0; run < 2; run++) {
            var report = report(Duration.ofMinutes(1), 2, 100);
            for (int i = 0; i < 5; i++) {
                var hop = new NextHop("r" + run + "d" + i + ".example", "mx.example", 25, true);
                report.observed(outcome(hop, null, Result.SUCCESS, "", "", ""));
            }
            report.close();
        }

        try (var files = Files.list(data.resolve("tls-report/2016-04-01"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "r0d0.example.json", "r0d1.example.json", "omitted-sessions");
        }
        assertThat(data.resolve("tls-report/2016-04-01/omitted-sessions")).hasContent("8\n");
    }

    @Test
    void tooManyKindsOfFailuresAreCountedTogether() throws Exception {
        var report = report(Duration.ofMinutes(1), 10, 2);
        for (int i = 1; i <= 5; i++) {
            report.observed(
                    outcome(Y, STS, Result.VALIDATION_FAILURE, "", "192.0.2.1", "192.0.2." + i));
        }
        report.close();

        var result = read("2016-04-01/company-y.example.json").at("/policies/0");
        assertThat(result.at("/summary/total-failure-session-count").asInt()).isEqualTo(5);
        assertThat(result.get("failure-details").size()).isEqualTo(2);
        assertThat(result.get("omitted-details").asInt()).isEqualTo(3);
    }

    @Test
    void policiesThatChangeAllTheTime() throws Exception {
        var report = report();
        for (int i = 0; i < 30; i++) {
            var policy =
                    new PublishedTls(
                            PublishedTls.Type.STS,
                            "company-y.example",
                            List.of("id " + i),
                            List.of(),
                            true);
            report.observed(outcome(Y, policy, Result.SUCCESS, "", "", ""));
        }
        report.close();

        var policies = read("2016-04-01/company-y.example.json").get("policies");
        assertThat(policies.size()).isEqualTo(20);
        assertThat(policies.at("/19/summary/total-successful-session-count").asInt()).isEqualTo(11);
    }

    @Test
    void aDamagedFileIsPutAside() throws Exception {
        var day = Files.createDirectories(data.resolve("tls-report/2016-04-01"));
        for (var content : List.of("{\"policies\": [", "{\"policies\": [{}]}", "null", "")) {
            var file = Files.writeString(day.resolve("company-y.example.json"), content);
            var report = report();
            report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));
            report.close();

            assertThat(day.resolve(file.getFileName() + ".damaged")).hasContent(content);
            assertThat(successes("2016-04-01/company-y.example.json")).isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeWrittenIsKept() throws Exception {
        var report = report(Duration.ZERO, 10, 10);
        var obstacle = Files.writeString(data.resolve("tls-report/2016-04-01"), "");
        for (int i = 0; i < 3; i++) {
            report.observed(outcome(Y, STS, Result.SUCCESS, "", "", ""));
        }
        Files.delete(obstacle);
        report.close();

        assertThat(successes("2016-04-01/company-y.example.json")).isEqualTo(3);
    }

    @Test
    void nobodyCanBeToldOfAddressesAndPaths() throws Exception {
        var report = report();
        for (var destination :
                List.of("[192.0.2.1]", "/run/lmtp.sock", "../../x", "..", "a..b", "UPPER")) {
            var hop = new NextHop(destination, destination, 25, false);
            report.observed(outcome(hop, null, Result.SUCCESS, "", "", ""));
        }
        report.close();

        assertThat(data.resolve("tls-report")).isEmptyDirectory();
    }

    @Test
    void aVeryLongDomain() throws Exception {
        var label = "a".repeat(61) + ".";
        var report = report();
        for (var end : List.of("one", "two")) {
            var hop = new NextHop(label.repeat(4) + end, "mx.example", 25, true);
            report.observed(outcome(hop, null, Result.SUCCESS, "", "", ""));
        }
        report.close();

        try (var files = Files.list(data.resolve("tls-report/2016-04-01"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void settings() {
        var defaults = new TlsReportSettings(null, null, 0, 0, null);

        assertThat(defaults)
                .isEqualTo(
                        new TlsReportSettings(
                                Path.of("tls-report"),
                                Duration.ofSeconds(60),
                                10_000,
                                100,
                                Duration.ofDays(14)));
        assertThatThrownBy(() -> new TlsReportSettings(null, null, -1, 0, null))
                .hasMessage("max-domains must lie between 1 and 1000000");
        assertThatThrownBy(() -> new TlsReportSettings(null, null, 0, -1, null))
                .hasMessage("max-details must lie between 1 and 10000");
        assertThatThrownBy(() -> new TlsReportSettings(null, null, 0, 0, Duration.ofHours(23)))
                .hasMessage("keep must lie between 1d and 3650d");
        assertThatThrownBy(() -> new TlsReportSettings(null, Duration.ofDays(2), 0, 0, null))
                .hasMessage("flush-interval must lie between 0s and 1d");
    }

    private int successes(String file) throws IOException {
        return read(file).at("/policies/0/summary/total-successful-session-count").asInt();
    }

    private JsonNode read(String file) throws IOException {
        return new JsonMapper().readTree(Files.readString(data.resolve("tls-report", file)));
    }

    private TlsReport report() throws IOException {
        return report(Duration.ofMinutes(1), 100, 100);
    }

    private TlsReport report(Duration interval, int domains, int details) throws IOException {
        InstantSource clock = () -> now;
        var report =
                new TlsReport(
                        new TlsReportSettings(null, interval, domains, details, null),
                        new FixedFacts(data, data),
                        clock);
        report.start();
        return report;
    }

    private static TlsOutcome outcome(
            NextHop hop,
            PublishedTls published,
            Result result,
            String detail,
            String local,
            String remote) {
        return new TlsOutcome(hop, published, result, detail, address(local), address(remote));
    }

    private static Optional<InetAddress> address(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
    }
}
