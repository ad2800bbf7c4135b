package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A password that was right a moment ago is not hashed again.
class VerifiedPasswordsTest {

    private static final String ALICE = "alice@example.org";

    @TempDir Path data;
    private final CountingHasher hasher = new CountingHasher();
    private Store store;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isComparedOnce() throws IOException {
        open(Duration.ofMinutes(1));
        assertAccepted("open sesame");
        assertAccepted("open sesame");
        assertThat(hasher.verified()).isEqualTo(1);
    }

    @Test
    void aWrongOneIsComparedEachTime() throws IOException {
        open(Duration.ofMinutes(1));
        assertRejected("wrong");
        assertRejected("wrong");
        assertAccepted("open sesame");
        assertRejected("open sesam");
        assertThat(hasher.verified()).isEqualTo(4);
    }

    @Test
    void canBeSwitchedOff() throws IOException {
        open(Duration.ZERO);
        assertAccepted("open sesame");
        assertAccepted("open sesame");
        assertThat(hasher.verified()).isEqualTo(2);
    }

    @Test
    void changesCountAtOnce() throws IOException {
        open(Duration.ofMinutes(1));
        assertAccepted("open sesame");
        store.accounts().setLocked(ALICE, true);
        assertRejected("open sesame");
        store.accounts().setLocked(ALICE, false);
        store.accounts().setAppPasswordsOnly(ALICE, true);
        assertThat(check("open sesame")).isInstanceOf(PasswordCheck.Insufficient.class);
        store.accounts().setAppPasswordsOnly(ALICE, false);
        store.accounts().setPassword(ALICE, Secret.of("swordfish"));
        assertRejected("open sesame");
        assertAccepted("swordfish");
        store.accounts().removeAccount(ALICE);
        assertThat(check("swordfish")).isInstanceOf(PasswordCheck.Unknown.class);
    }

    @Test
    void belongsToAccountAndHash() throws IOException {
        open(Duration.ZERO);
        var verified = new VerifiedPasswords(Duration.ofMinutes(1), 10);
        verified.add(verified.key("a", "hash", Secret.of("x")));
        assertThat(verified.contains(verified.key("a", "hash", Secret.of("x")))).isTrue();
        assertThat(verified.contains(verified.key("b", "hash", Secret.of("x")))).isFalse();
        assertThat(verified.contains(verified.key("a", "other", Secret.of("x")))).isFalse();
        assertThat(verified.contains(verified.key("a", "has", Secret.of("hx")))).isFalse();
        var other = new VerifiedPasswords(Duration.ofMinutes(1), 10);
        assertThat(other.key("a", "hash", Secret.of("x")))
                .isNotEqualTo(verified.key("a", "hash", Secret.of("x")));
    }

    /// As many as there are turns may find it out at once, and the others do not queue behind.
    @Test
    @Timeout(60)
    void manyLoginsAtOnceCostWhatFewDo() throws Exception {
        var settings = TestSettings.none().with("hashConcurrency", 2).with("poolSize", 8).bind();
        store = Store.open(data, settings, hasher);
        add();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var logins = new ArrayList<Future<PasswordCheck>>();
            for (int i = 0; i < 200; i++) {
                logins.add(threads.submit(() -> check("open sesame")));
            }
            for (var login : logins) {
                assertThat(login.get()).isInstanceOf(PasswordCheck.Accepted.class);
            }
        }
        assertThat(hasher.verified()).isLessThanOrEqualTo(2);
    }

    private void open(Duration time) throws IOException {
        store =
                Store.open(
                        data, TestSettings.none().with("verifiedCacheTime", time).bind(), hasher);
        add();
    }

    private void add() {
        store.accounts().addAccount(Mailbox.parse(ALICE), Secret.of("open sesame"));
    }

    private PasswordCheck check(String password) {
        return store.accounts().check(ALICE, Secret.of(password));
    }

    private void assertAccepted(String password) {
        assertThat(check(password)).isInstanceOf(PasswordCheck.Accepted.class);
    }

    private void assertRejected(String password) {
        assertThat(check(password)).isInstanceOf(PasswordCheck.Rejected.class);
    }
}
