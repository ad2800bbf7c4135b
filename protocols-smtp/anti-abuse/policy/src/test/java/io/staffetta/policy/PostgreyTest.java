package io.staffetta.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.MailFilters;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The real greylisting server of Debian.
class PostgreyTest {

    @Test
    void greylistsTheFirstAttemptOnly(@TempDir Path folder) throws Exception {
        try (var postgrey = new MailFilters(folder).postgrey(1)) {
            var hook = "<hook use='policy'><endpoint>" + postgrey.endpoint() + "</endpoint></hook>";
            try (var mta = Mta.with(hook, new PolicyPlugin())) {
                assertThat(mta.rcpt("ann@example.org"))
                        .startsWith("450 4.")
                        .containsIgnoringCase("greylisted");
                await(() -> mta.rcpt("ann@example.org").startsWith("250 "));
                assertThat(mta.send()).startsWith("250 ");
                assertThat(mta.hasDelivered()).isTrue();
            }
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
