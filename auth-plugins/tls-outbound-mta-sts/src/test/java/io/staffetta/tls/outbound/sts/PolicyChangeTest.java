package io.staffetta.tls.outbound.sts;

import static io.staffetta.tls.outbound.sts.StsWorld.ENFORCE;
import static io.staffetta.tls.outbound.sts.StsWorld.hop;
import static io.staffetta.tls.outbound.sts.StsWorld.level;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.testkit.TestDnsFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// Policies that change under us, vanish, expire, and survive a restart.
class PolicyChangeTest {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final String MX = "mx1.example.org";

    @TempDir Path folder;
    private StsWorld world;

    @BeforeEach
    void begin() throws Exception {
        world = new StsWorld(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aNewIdIsSeenOnceTheRecordIsOutOfDate() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        assertThat(level(sts, MX)).isEqualTo("VERIFY");

        world.publish("2", ENFORCE.replace("enforce", "testing"));
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
        world.pass(TTL);
        assertThat(level(sts, MX)).isEqualTo("MAY");

        world.publish("3", "version: STSv1\nmode: none\nmax_age: 86400\n");
        world.pass(TTL);
        assertThat(level(sts, MX)).isEqualTo("none");
        assertThat(level(world.sts(), MX)).isEqualTo("none");

        world.publish("4", ENFORCE);
        world.pass(TTL);
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
        assertThat(world.host.requests()).isEqualTo(4);
        assertThat(world.told).isEmpty();
    }

    @Test
    void theSameIdIsNotFetchedAgainBeforeItIsDue() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        level(sts, MX);
        for (int i = 0; i < 10; i++) {
            world.pass(TTL);
            assertThat(level(sts, MX)).isEqualTo("VERIFY");
        }
        assertThat(world.host.requests()).isEqualTo(1);
        assertThat(world.dns.queries("_mta-sts.example.org", "TXT")).isEqualTo(11);
    }

    /// RFC 8461 §5.1: a mail must not fail because of a policy that was replaced.
    @Test
    void newServersAreLetInAtOnce() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        assertThat(level(sts, "mx.new.example")).isEqualTo("REFUSE");

        world.publish("2", ENFORCE.replace("mx1.example.org", "mx.new.example"));
        assertThat(level(sts, "mx.new.example")).isEqualTo("REFUSE");
        world.pass(Duration.ofMinutes(1));

        assertThat(level(sts, "mx.new.example")).isEqualTo("VERIFY");
        assertThat(level(sts, MX)).isEqualTo("REFUSE");
    }

    @Test
    void aRestartForgetsNothingEvenIfDnsIsStripped() throws Exception {
        world.publish("1", ENFORCE);
        var before = world.sts().terms(hop(MX));
        world.dns.remove("_mta-sts.example.org").remove("mta-sts.example.org");

        assertThat(world.sts().terms(hop(MX))).isEqualTo(before);
        world.dns.fault("_mta-sts.example.org", TestDnsFault.SERVFAIL);
        assertThat(world.sts().terms(hop(MX))).isEqualTo(before);
        assertThat(level(world.sts(), "mx.evil.example")).isEqualTo("REFUSE");
    }

    @Test
    void withoutDnsThePolicyHoldsToItsEnd() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        level(sts, MX);
        world.dns.remove("_mta-sts.example.org").remove("mta-sts.example.org");

        world.pass(Duration.ofDays(7).minusSeconds(1));
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
        assertThat(level(world.sts(), MX)).isEqualTo("VERIFY");
        world.pass(Duration.ofSeconds(1));
        assertThat(level(sts, MX)).isEqualTo("none");
        assertThat(level(world.sts(), MX)).isEqualTo("none");
    }

    /// RFC 8461 §10.2: whoever hides the record has to hide the policy too, all the time.
    @Test
    void aPolicyThatIsDueIsFetchedWithoutTheRecord() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        level(sts, MX);
        world.dns.remove("_mta-sts.example.org");
        for (int day = 0; day < 30; day++) {
            world.pass(Duration.ofDays(1));
            assertThat(level(sts, MX)).isEqualTo("VERIFY");
        }
        assertThat(world.host.requests()).isEqualTo(31);
    }

    @Test
    void anExpiredPolicyIsFetchedAgainUnderTheSameId() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        level(sts, MX);

        world.pass(Duration.ofDays(8));
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
        assertThat(world.host.requests()).isEqualTo(2);
    }

    @Test
    void aFailedFetchKeepsThePolicyAndIsNotRepeatedAtOnce() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        level(sts, MX);
        world.announce("v=STSv1; id=2");
        world.host.serve(exchange -> PolicyHost.reply(exchange, 503, "text/plain", "no"));

        world.pass(TTL);
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
        assertThat(level(sts, "mx.evil.example")).isEqualTo("REFUSE");
        assertThat(world.host.requests()).isEqualTo(2);
        assertThat(world.told.getFirst().result()).isEqualTo(Result.STS_POLICY_FETCH_ERROR);
        assertThat(world.told.getFirst().published().lines()).contains("mode: enforce");

        world.pass(TTL);
        level(sts, MX);
        assertThat(world.host.requests()).isEqualTo(3);
    }

    @Test
    void aNewIdIsTriedAtOnceAfterAFailure() throws Exception {
        world.announce("v=STSv1; id=1");
        var sts = world.sts();
        assertThat(level(sts, MX)).isEqualTo("none");
        assertThat(level(sts, MX)).isEqualTo("none");
        assertThat(world.host.requests()).isEqualTo(1);
        assertThat(world.told)
                .extracting(TlsOutcome::result)
                .containsExactly(Result.STS_POLICY_FETCH_ERROR);

        world.dns
                .remove("_mta-sts.example.org")
                .add("_mta-sts.example.org", "TXT", 60, "\"v=STSv1; id=1\"");
        world.pass(TTL.minusSeconds(1));
        level(sts, MX);
        assertThat(world.host.requests()).isEqualTo(1);
        world.pass(Duration.ofSeconds(1));
        level(sts, MX);
        assertThat(world.host.requests()).isEqualTo(2);

        world.publish("2", ENFORCE);
        world.pass(Duration.ofMinutes(1));
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
    }

    @Test
    void whatIsPublishedLaterIsFound() throws Exception {
        var sts = world.sts();
        assertThat(level(sts, MX)).isEqualTo("none");
        world.publish("1", ENFORCE);
        assertThat(level(sts, MX)).isEqualTo("none");

        world.pass(TTL);
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
    }

    @Test
    void dnsThatFailsIsAskedAgainSoon() throws Exception {
        world.publish("1", ENFORCE);
        world.dns.fault("_mta-sts.example.org", TestDnsFault.SERVFAIL);
        var sts = world.sts();
        assertThat(level(sts, MX)).isEqualTo("none");
        world.dns.fault("_mta-sts.example.org", TestDnsFault.NONE);
        assertThat(level(sts, MX)).isEqualTo("none");

        world.pass(Duration.ofSeconds(30));
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
    }

    @Test
    void theRecordMayBeAnAlias() throws Exception {
        world.publish("1", ENFORCE);
        world.dns
                .remove("_mta-sts.example.org")
                .add("_mta-sts.example.org", "CNAME", "_mta-sts.provider.example.")
                .add("_mta-sts.provider.example", "TXT", "\"v=STSv1;\" \" id=77;\"");

        assertThat(world.sts().terms(hop(MX)).orElseThrow().reason()).contains("id 77");
    }

    @Test
    void severalRecordsAreNone() throws Exception {
        world.publish("1", ENFORCE);
        world.dns.add("_mta-sts.example.org", "TXT", "\"v=STSv1; id=2\"");

        assertThat(level(world.sts(), MX)).isEqualTo("none");
        assertThat(world.host.requests()).isZero();
    }

    @Test
    void anAgeOfNothing() throws Exception {
        world.publish("1", ENFORCE.replace("604800", "0"));
        assertThat(level(world.sts(), MX)).isEqualTo("none");

        var change =
                new StsWorld.Change(List.of(), List.of(), 0, true, Duration.ofSeconds(30), TTL);
        assertThat(level(world.start(change), MX)).isEqualTo("VERIFY");
    }

    @Test
    void anAgeOfTooMuchIsAYear() throws Exception {
        world.publish("1", ENFORCE.replace("604800", "9999999999"));
        var sts = world.sts();
        level(sts, MX);
        world.dns.remove("_mta-sts.example.org").remove("mta-sts.example.org");

        world.pass(Duration.ofHours(8766).minusSeconds(1));
        assertThat(level(sts, MX)).isEqualTo("VERIFY");
        world.pass(Duration.ofSeconds(1));
        assertThat(level(sts, MX)).isEqualTo("none");
    }

    @Test
    void manyAtOnceMakeOneFetch() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();

        assertThat(atOnce(200, () -> level(sts, MX))).containsOnly("VERIFY");
        assertThat(world.host.requests()).isEqualTo(1);
        assertThat(world.dns.queries("_mta-sts.example.org", "TXT")).isEqualTo(1);
    }

    @Test
    void aPolicyThatIsFetchedAnewDelaysNobodyElse() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        level(sts, MX);
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        world.announce("v=STSv1; id=2");
        world.host.serve(exchange -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            PolicyHost.reply(exchange, 200, "text/plain", ENFORCE.replace("enforce", "testing"));
        });
        world.pass(TTL);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> level(sts, MX));
            asked.await();
            assertThat(level(sts, MX)).isEqualTo("VERIFY");
            go.countDown();
            assertThat(first.get()).isEqualTo("MAY");
        }
        assertThat(level(sts, MX)).isEqualTo("MAY");
    }

    @Test
    void whoWaitsDoesTheWorkIfTheFirstIsInterrupted() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        world.host.serve(exchange -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            PolicyHost.reply(exchange, 200, "text/plain", ENFORCE);
        });

        var first =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                sts.terms(hop(MX));
                            } catch (Exception e) {
                                // As it must be.
                            }
                        });
        asked.await();
        first.interrupt();
        first.join();
        go.countDown();

        assertThat(level(sts, MX)).isEqualTo("VERIFY");
        assertThat(world.told).isEmpty();
    }

    @Test
    void aDamagedFileIsNoPolicy() throws Exception {
        world.publish("1", ENFORCE);
        level(world.sts(), MX);
        var file = folder.resolve("data/mta-sts/example.org.policy");
        assertThat(file).exists();
        for (var content : List.of("", "x", "1 x\nversion", "1 2026-01-01T00:00:00Z\njunk")) {
            Files.writeString(file, content);
            assertThat(level(world.sts(), MX)).isEqualTo("VERIFY");
            assertThat(file).content().endsWith(ENFORCE);
        }
    }

    private static List<String> atOnce(int count, Callable<String> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<String>>();
            for (int i = 0; i < count; i++) {
                calls.add(call);
            }
            var results = new ArrayList<String>();
            for (var result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
