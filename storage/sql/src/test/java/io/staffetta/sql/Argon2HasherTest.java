package io.staffetta.sql;

import static io.staffetta.sql.PasswordHasher.Verdict.MATCH;
import static io.staffetta.sql.PasswordHasher.Verdict.MATCH_OUTDATED;
import static io.staffetta.sql.PasswordHasher.Verdict.MISMATCH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.UncheckedIOException;
import java.time.Duration;

class Argon2HasherTest {

    private static final Secret PASSWORD = Secret.of("correct horse");

    private final Argon2Hasher hasher = new Argon2Hasher(Store.settings());

    @Test
    void storesThePhcStringOfOwaspsParameters() {
        assertThat(hasher.hash(PASSWORD))
                .matches(
                        "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void aHashFitsItsPasswordOnly() {
        var stored = hasher.hash(PASSWORD);
        assertThat(hasher.verify(PASSWORD, stored)).isEqualTo(MATCH);
        assertThat(hasher.verify(Secret.of("correct horsf"), stored)).isEqualTo(MISMATCH);
        assertThat(hasher.verify(Secret.of(""), stored)).isEqualTo(MISMATCH);
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(stored);
    }

    @Test
    void readsWhatOthersMade() {
        // From the command line tool of the reference implementation, and from htpasswd -B.
        assertThat(
                        hasher.verify(
                                Secret.of("password"),
                                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
                .isEqualTo(MATCH_OUTDATED);
    }

    @Test
    void aHashOfOtherParametersIsOutdated() {
        var weaker =
                new Argon2Hasher(
                        TestSettings.none()
                                .with("hashMemory", 8L << 20)
                                .with("hashIterations", 1)
                                .bind());
        assertThat(hasher.verify(PASSWORD, weaker.hash(PASSWORD))).isEqualTo(MATCH_OUTDATED);
        assertThat(weaker.verify(PASSWORD, hasher.hash(PASSWORD))).isEqualTo(MATCH_OUTDATED);
    }

    @Test
    void noPasswordFitsTheDecoy() {
        assertThat(hasher.verify(PASSWORD, hasher.decoy())).isEqualTo(MISMATCH);
        assertThat(hasher.decoy()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "correct horse", "$argon2id$", "$2y$nonsense", "{SSHA}abc"})
    void noPasswordFitsWhatIsNoHash(String stored) {
        assertThat(hasher.verify(PASSWORD, stored)).isEqualTo(MISMATCH);
    }

    @Test
    void nobodyWaitsForeverForHisTurn() {
        var turns = new HashingTurns(1, Duration.ofMillis(1));
        assertThatThrownBy(() -> turns.take(() -> turns.take(() -> "second at once")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("too many passwords are being checked");
        assertThat(turns.<String>take(() -> "free again")).isEqualTo("free again");
    }
}
