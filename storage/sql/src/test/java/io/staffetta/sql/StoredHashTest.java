package io.staffetta.sql;

import static io.staffetta.sql.PasswordHasher.Verdict.MATCH_OUTDATED;
import static io.staffetta.sql.PasswordHasher.Verdict.MISMATCH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/// Hashes that other programs made. The file names the program of each.
class StoredHashTest {

    private static final Secret PASSWORD = Secret.of("tanstaaf|");

    private final Argon2Hasher hasher = new Argon2Hasher(Store.settings());

    @ParameterizedTest
    @CsvFileSource(resources = "/hashes.txt", delimiter = ' ')
    void readsWhatOthersWrote(String kind, String written) {
        var hash = ImportedHash.parse(Secret.of(written));
        assertThat(hash.kind()).isEqualTo(kind);
        assertThat(hasher.verify(PASSWORD, hash.text())).isEqualTo(MATCH_OUTDATED);
        assertThat(hasher.verify(Secret.of("tanstaaf}"), hash.text())).isEqualTo(MISMATCH);
        assertThat(hasher.cost(hash.text())).isNotEmpty();
        assertThat(StoredHash.describe(hash.text())).isEqualTo(kind);
    }

    @Test
    void bcryptIsTheOneOfOpenwall() {
        // From the test vectors of crypt_blowfish.
        assertThat(fits("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
                .isTrue();
        assertThat(fits("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"))
                .isTrue();
    }

    @Test
    void argon2OfTheFirstVersionNeedsNoVersion() {
        // From the test vectors of the reference implementation.
        assertThat(
                        fits(
                                "password",
                                "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ"
                                        + "$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{SSHA}",
                "{SSHA}c2hvcnQ=",
                "{SSHA}not base64 at all, is it",
                "{UNKNOWN}abcdef",
                "{PBKDF2_SHA256}AAB1MA==",
                "$pbkdf2-sha256$29000$c2FsdA$dG9vc2hvcnQ",
                "$pbkdf2-sha256$0$c2FsdHNhbHQ$M0mGlsYV6JWKdmCqwSrbn9Jz3bR9yQeZUaUKMKY2K3I",
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$05$tooshort",
                "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7",
                "$6$salt$short",
                "$argon2id$v=19$m=1024,t=0,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
                "$argon2id$v=19$m=1024,t=2,p=0$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
                "$argon2id$v=19$m=15,t=2,p=2$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
                "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHQgdG$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQAA",
                "$5$saltsalt$MZSkg9ay2OL7fy.halYJY8Qbyc.QbsEJJN2mycw1",
                "{SHA512-CRYPT}hello",
                "rJ1Ptmr3.vy6Q"
            })
    void refusesWhatItDoesNotKnow(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportedHash.parse(Secret.of(written)))
                .withMessageStartingWith("the password hash is of no kind that is taken: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "{PLAIN}secret PLAIN",
                "{plain-md5}5ebe2294ecd0e0f08eab7690d2a6ee69 PLAIN-MD5",
                "{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ== MD5",
                "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ= SHA",
                "{MD5-CRYPT}$1$abc$xyz MD5-CRYPT",
                "{CRYPT}$1$abc$xyz MD5-crypt",
                "$1$abc$xyz MD5-crypt"
            })
    void refusesWhatProtectsNothing(String written, String kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportedHash.parse(Secret.of(written)))
                .withMessage(
                        "a password hash of kind %s protects too little to be taken"
                                .formatted(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$6$rounds=999999999$saltsalt$MZSkg9ay2OL7fy.halYJY8Qbyc.QbsEJJN2mycw1/8wIjv0/sQW5zWE4Li3XQcN2GJIdbK2q/CA44RzFJcoEz.",
                "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$pbkdf2-sha256$999999999$c2FsdHNhbHQ$M0mGlsYV6JWKdmCqwSrbn9Jz3bR9yQeZUaUKMKY2K3I",
                "$argon2id$v=19$m=67108864,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=999999999,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=99$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=524288,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=262144,t=5,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void refusesWhatWouldKeepTheServerBusy(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportedHash.parse(Secret.of(written)))
                .withMessageStartingWith("the password hash costs too much to compare: ");
    }

    /// Somebody may have put it into the database itself.
    @Test
    void neverComparesWithWhatWouldKeepTheServerBusy() {
        assertThat(
                        hasher.verify(
                                PASSWORD,
                                "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
                .isEqualTo(MISMATCH);
    }

    private static boolean fits(String password, String stored) {
        return StoredHash.parse(stored)
                .orElseThrow()
                .fits(password.getBytes(StandardCharsets.UTF_8));
    }
}
