package io.staffetta.sasl.scram;

import io.staffetta.spi.auth.ScramVerifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What an unknown account is checked with. Its salt is the same each time, also after a restart,
/// as that of an account is: it comes from a key that only the server knows. No password leads to
/// its keys.
final class Decoys {

    private static final String HMAC = "HmacSHA512";

    private final Path file;
    private final ScramHash hash;
    private final ScramSettings settings;
    private Optional<SecretKeySpec> key = Optional.empty();

    Decoys(Path file, ScramHash hash, ScramSettings settings) {
        this.file = file;
        this.hash = hash;
        this.settings = settings;
    }

    /// Reads the key, or makes it.
    void start() throws IOException {
        key = Optional.of(new SecretKeySpec(DecoyKey.of(file), HMAC));
    }

    /// @param login prepared
    ScramVerifier of(String login) {
        // Stores know an account in any case, so the decoy of a name is one, too.
        var folded = Normalizer.normalize(login, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return new ScramVerifier(
                hash.registeredName(),
                derive("salt", folded, settings.saltOctets()),
                settings.iterations(),
                derive("stored key", folded, hash.octets()),
                derive("server key", folded, hash.octets()));
    }

    private byte[] derive(String use, String login, int octets) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key.orElseThrow(() -> new IllegalStateException("not started")));
            var input = String.join("\0", use, hash.registeredName(), login);
            return Arrays.copyOf(mac.doFinal(input.getBytes(StandardCharsets.UTF_8)), octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java run-time has no " + HMAC, e);
        }
    }
}
