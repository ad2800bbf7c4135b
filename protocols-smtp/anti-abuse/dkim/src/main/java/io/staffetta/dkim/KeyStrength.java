package io.staffetta.dkim;

import io.staffetta.spi.host.SigningKeys.SigningKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.interfaces.RSAKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps weak keys from signing, and says so once. Used by many threads.
final class KeyStrength {

    private static final Logger LOG = LoggerFactory.getLogger(KeyStrength.class);

    /// What signers should use at least (RFC 8301 §3.2).
    private static final int RECOMMENDED_BITS = 2048;

    private static final int MOST_REMEMBERED = 1000;

    private final int minRsaBits;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    KeyStrength(int minRsaBits) {
        this.minRsaBits = minRsaBits;
    }

    boolean allows(SigningKey key) {
        if (!(key.key() instanceof RSAKey rsa)) {
            return true;
        }
        int bits = rsa.getModulus().bitLength();
        if (bits < RECOMMENDED_BITS && said.size() < MOST_REMEMBERED && said.add(key.toString())) {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("bits", bits)
                    .log(
                            bits < minRsaBits
                                    ? "signing key too short, not used"
                                    : "signing key short");
        }
        return bits >= minRsaBits;
    }
}
