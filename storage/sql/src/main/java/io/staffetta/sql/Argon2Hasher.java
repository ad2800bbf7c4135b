package io.staffetta.sql;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

import io.staffetta.spi.Secret;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// Argon2id in the PHC string format; also compares with every other [StoredHash], which counts as
/// outdated.
final class Argon2Hasher implements PasswordHasher {

    private static final Logger log = LoggerFactory.getLogger(Argon2Hasher.class);

    private static final int SALT_OCTETS = 16;
    private static final int HASH_OCTETS = 32;

    private final SecureRandom random = new SecureRandom();
    private final SqlSettings settings;
    private final Argon2Hash.Cost present;
    private final String decoy;

    Argon2Hasher(SqlSettings settings) {
        this.settings = settings;
        present =
                new Argon2Hash.Cost(
                        "argon2id", 19, memory(), settings.hashIterations(), 1, HASH_OCTETS);
        decoy =
                "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                        .formatted(
                                memory(),
                                settings.hashIterations(),
                                base64(randomOctets(SALT_OCTETS)),
                                base64(randomOctets(HASH_OCTETS)));
    }

    @Override
    public String hash(Secret password) {
        return argon2().hash(Passwords.octets(password), randomOctets(SALT_OCTETS)).getResult();
    }

    @Override
    public Verdict verify(Secret password, String stored) {
        var known = read(stored);
        boolean fits = known.isPresent() && known.get().fits(Passwords.octets(password));
        if (known.isPresent() && isPresent(known.get())) {
            return fits ? Verdict.MATCH : Verdict.MISMATCH;
        }
        if (fits) {
            return Verdict.MATCH_OUTDATED;
        }
        // An old hash may be a quick one: no wrong password may be found out sooner than that of
        // an account that does not exist.
        argon2().check(Passwords.octets(password), decoy.getBytes(StandardCharsets.US_ASCII));
        return Verdict.MISMATCH;
    }

    @Override
    public String cost(String stored) {
        try {
            return StoredHash.parse(stored)
                    .filter(hash -> !isPresent(hash))
                    .map(StoredHash::cost)
                    .orElse("");
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    @Override
    public String decoy() {
        return decoy;
    }

    private boolean isPresent(StoredHash hash) {
        return hash instanceof Argon2Hash own && own.parameters().equals(present);
    }

    /// Not made before it is used, since it takes all its memory at once. The library keeps it.
    private Argon2Function argon2() {
        // One lane: password4j would start threads for more, and logins run beside each other
        // anyhow.
        return Argon2Function.getInstance(
                memory(), settings.hashIterations(), 1, HASH_OCTETS, Argon2.ID);
    }

    private int memory() {
        return (int) (settings.hashMemory() >> 10);
    }

    private static Optional<StoredHash> read(String stored) {
        try {
            var known = StoredHash.parse(stored);
            if (known.isEmpty()) {
                log.atError().log("a stored password hash is of an unknown kind");
            }
            return known;
        } catch (IllegalArgumentException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("a stored hash is not used");
            return Optional.empty();
        }
    }

    private byte[] randomOctets(int length) {
        var octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().withoutPadding().encodeToString(octets);
    }
}
