package io.staffetta.sql;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.ScramVerifier;

import java.util.Arrays;
import java.util.Optional;

/// The hashes of SCRAM (RFC 5802, 7677).
enum ScramHash {
    SHA_1("SHA-1", ScramMechanism.SCRAM_SHA_1),
    SHA_256("SHA-256", ScramMechanism.SCRAM_SHA_256),
    SHA_512("SHA-512", ScramMechanism.SCRAM_SHA_512);

    private final String written;
    private final ScramMechanism mechanism;

    ScramHash(String written, ScramMechanism mechanism) {
        this.written = written;
        this.mechanism = mechanism;
    }

    static Optional<ScramHash> of(String name) {
        return Arrays.stream(values())
                .filter(hash -> hash.written.equalsIgnoreCase(name))
                .findFirst();
    }

    /// Whether clients can prepare this password (SASLprep, RFC 4013); those of one that they
    /// cannot have no way to log in by SCRAM.
    static boolean canPrepare(Secret password) {
        try {
            StringPreparation.SASL_PREPARATION.normalize(password.reveal().toCharArray());
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    String written() {
        return written;
    }

    /// What RFC 5802 §3 derives of a password that [#canPrepare].
    ScramVerifier verifier(Secret password, byte[] salt, int iterations) {
        var salted =
                ScramFunctions.saltedPassword(
                        mechanism,
                        StringPreparation.SASL_PREPARATION,
                        password.reveal().toCharArray(),
                        salt,
                        iterations);
        return new ScramVerifier(
                written,
                salt,
                iterations,
                ScramFunctions.storedKey(mechanism, ScramFunctions.clientKey(mechanism, salted)),
                ScramFunctions.serverKey(mechanism, salted));
    }
}
