package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Unknown logins are compared with hashes of the same cost as the accounts'.
class DecoysTest {

    private static final int LOGINS = 400;

    @TempDir Path data;
    private final List<String> compared = new CopyOnWriteArrayList<>();
    private final List<Secret> passwords = new CopyOnWriteArrayList<>();

    @Test
    void asManyAsAccountsHaveOutdatedHashes() throws IOException {
        try (var store = open()) {
            add(store, 0, 6, "");
            checkUnknown(store);
            assertThat(compared).hasSize(LOGINS).containsOnly("decoy");
            compared.clear();
            add(store, 6, 8, "old:");
            checkUnknown(store);
            assertThat(compared.stream().filter(hash -> hash.startsWith("old:")).count())
                    .isBetween(LOGINS / 8L, LOGINS * 3 / 8L);
            var first = List.copyOf(compared);
            compared.clear();
            checkUnknown(store);
            assertThat(compared).isEqualTo(first);
        }
    }

    @Test
    void anImportCountsAtOnce() throws IOException {
        var settings = TestSettings.none().with("decoyTime", Duration.ofDays(1)).bind();
        try (var store = Store.open(data, settings, new Recording())) {
            add(store, 0, 1, "");
            checkUnknown(store);
            assertThat(compared).containsOnly("decoy");
            compared.clear();
            var hash = "$2b$04$" + "a".repeat(53);
            store.accounts().importAccount(Mailbox.parse("b@example.org"), Secret.of(hash));
            checkUnknown(store);
            assertThat(compared).contains(hash);
        }
    }

    /// Else the time would tell whether it is the password of whoever lent the hash.
    @Test
    void withAPasswordThatIsNobodys() throws IOException {
        try (var store = open()) {
            store.accounts().check("nobody@example.org", Secret.of("swordfish"));
            store.accounts().check("nobody@example.org", Secret.of("x".repeat(5000)));
        }
        assertThat(passwords)
                .extracting(password -> password.reveal().length())
                .containsExactly(9, Passwords.MAX_OCTETS);
        assertThat(passwords.getFirst()).isNotEqualTo(Secret.of("swordfish"));
    }

    private Store open() throws IOException {
        var settings = TestSettings.none().with("decoyTime", Duration.ofNanos(1)).bind();
        return Store.open(data, settings, new Recording());
    }

    private void add(Store store, int from, int to, String kind) {
        for (int i = from; i < to; i++) {
            store.accounts()
                    .addAccount(Mailbox.parse("a%d@example.org".formatted(i)), Secret.of(kind + i));
        }
    }

    private void checkUnknown(Store store) {
        for (int i = 0; i < LOGINS; i++) {
            store.accounts().check("nobody%d@example.org".formatted(i), Secret.of("x"));
        }
    }

    /// Stores passwords as they are; those that begin so are outdated.
    private final class Recording implements PasswordHasher {
        @Override
        public String hash(Secret password) {
            return password.reveal();
        }

        @Override
        public Verdict verify(Secret password, String stored) {
            compared.add(stored);
            passwords.add(password);
            return Verdict.MISMATCH;
        }

        @Override
        public String cost(String stored) {
            return stored.startsWith("old:") || stored.startsWith("$2b") ? "old" : "";
        }

        @Override
        public String decoy() {
            return "decoy";
        }
    }
}
