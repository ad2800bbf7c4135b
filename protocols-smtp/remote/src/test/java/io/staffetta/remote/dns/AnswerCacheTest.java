package io.staffetta.remote.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.TestDns;

import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;

class AnswerCacheTest {

    private static final Answer ABSENT = new Answer.Absent(true);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AnswerCache cache = new AnswerCache(3, now::get);

    private static Question question(String name) {
        return new Question(Name.fromConstantString(name), Type.A);
    }

    @Test
    void anAnswerIsKeptUntilItsTimeIsOver() {
        cache.put(question("a."), ABSENT, Duration.ofSeconds(10));

        now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(cache.get(question("A."))).contains(ABSENT);

        now.incrementAndGet();
        assertThat(cache.get(question("a."))).isEmpty();
        assertThat(cache.size()).isZero();
    }

    @Test
    void whatHasNoTimeIsNotKept() {
        cache.put(question("a."), ABSENT, Duration.ZERO);

        assertThat(cache.get(question("a."))).isEmpty();
    }

    @Test
    void theOneNotUsedForLongestGivesWay() {
        for (var name : new String[] {"a.", "b.", "c."}) {
            cache.put(question(name), ABSENT, Duration.ofSeconds(10));
        }
        assertThat(cache.get(question("a."))).isPresent();

        cache.put(question("d."), ABSENT, Duration.ofSeconds(10));

        assertThat(cache.get(question("b."))).isEmpty();
        assertThat(cache.get(question("a."))).isPresent();
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    void longAnswersTakeMoreRoom() {
        cache.put(question("a."), ABSENT, Duration.ofSeconds(10));
        cache.put(question("b."), found(2), Duration.ofSeconds(10));
        cache.put(question("b."), found(2), Duration.ofSeconds(10));
        assertThat(cache.size()).isEqualTo(2);

        cache.put(question("c."), found(3), Duration.ofSeconds(10));
        assertThat(cache.get(question("c."))).isPresent();
        assertThat(cache.size()).isEqualTo(1);

        cache.put(question("d."), found(4), Duration.ofSeconds(10));
        assertThat(cache.get(question("d."))).as("does not fit").isEmpty();
    }

    private static Answer found(int records) {
        return new Answer.Found(
                Collections.nCopies(
                        records, Record.newRecord(question("a.").name(), Type.A, DClass.IN)));
    }

    @Test
    void answersAreNotAskedForTwice() throws Exception {
        try (var dns = TestDns.start()) {
            dns.add("example.org", "MX", "10 mx.example.org.")
                    .add("mx.example.org", "A", "192.0.2.1")
                    .add("brief.example", "MX", 0, "10 mx.example.org.");
            var hosts =
                    new DnsMailHosts(TestSettings.of(dns.server()).build(), TestServerFacts.NOBODY);
            for (int i = 0; i < 3; i++) {
                hosts.find(MailHostsAssertions.domain("example.org"));
                hosts.find(MailHostsAssertions.domain("brief.example"));
                MailHostsAssertions.assertFails(
                        hosts,
                        MailHostsAssertions.domain("nowhere.example"),
                        "5.1.2",
                        "does not exist");
            }

            assertThat(dns.queries("example.org", "MX")).isEqualTo(1);
            assertThat(dns.queries("mx.example.org", "A")).isEqualTo(1);
            assertThat(dns.queries("mx.example.org", "AAAA")).as("negative").isEqualTo(1);
            assertThat(dns.queries("nowhere.example", "MX")).as("negative").isEqualTo(1);
            assertThat(dns.queries("brief.example", "MX")).as("TTL 0").isEqualTo(3);
        }
    }
}
