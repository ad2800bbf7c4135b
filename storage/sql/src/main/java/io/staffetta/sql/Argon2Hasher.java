package io.staffetta.sql;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.HashingFunction;
import com.password4j.types.Argon2;

import io.staffetta.spi.Secret;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// Argon2id in the PHC string format; also reads other Argon2 and bcrypt hashes, which count as
/// outdated.
final class Argon2Hasher implements PasswordHasher {

    private static final Logger log = LoggerFactory.getLogger(Argon2Hasher.class);

    private static final int SALT_OCTETS = 16;
    private static final int HASH_OCTETS = 32;

    private final SecureRandom random = new SecureRandom();
    private final Argon2Function argon2;
    private final HashingTurns turns;
    private final String decoy;

    Argon2Hasher(SqlSettings settings) {
        // One lane: password4j would start threads for more, and logins run beside each other
        // anyhow.
        argon2 =
                Argon2Function.getInstance(
                        (int) (settings.hashMemory() >> 10),
                        settings.hashIterations(),
                        1,
                        HASH_OCTETS,
                        Argon2.ID);
        turns = new HashingTurns(settings.hashConcurrency(), settings.hashWait());
        decoy =
                "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                        .formatted(
                                argon2.getMemory(),
                                argon2.getIterations(),
                                base64(randomOctets(SALT_OCTETS)),
                                base64(randomOctets(HASH_OCTETS)));
    }

    @Override
    public String hash(Secret password) {
        return turns.take(
                () -> argon2.hash(octets(password), randomOctets(SALT_OCTETS)).getResult());
    }

    @Override
    public Verdict verify(Secret password, String stored) {
        var function = function(stored);
        if (function.isEmpty()) {
            log.atError().log("a stored password hash is of an unknown kind");
            return verify(password, decoy);
        }
        if (!check(password, stored, function.get())) {
            return Verdict.MISMATCH;
        }
        return function.get().equals(argon2) ? Verdict.MATCH : Verdict.MATCH_OUTDATED;
    }

    @Override
    public String decoy() {
        return decoy;
    }

    private boolean check(Secret password, String stored, HashingFunction function) {
        return turns.take(
                () -> function.check(octets(password), stored.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Optional<HashingFunction> function(String stored) {
        try {
            return Optional.of(
                    stored.startsWith("$2")
                            ? BcryptFunction.getInstanceFromHash(stored)
                            : Argon2Function.getInstanceFromHash(stored));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private byte[] randomOctets(int length) {
        var octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] octets(Secret password) {
        return password.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().withoutPadding().encodeToString(octets);
    }
}
