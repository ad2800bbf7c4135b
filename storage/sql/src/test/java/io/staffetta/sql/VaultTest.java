package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.GeneralSecurityException;
import java.util.Base64;

class VaultTest {

    private final Vault vault = new Vault(new byte[Vault.KEY_OCTETS]);

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "tanstaaf|", "caf\u00e9 noir", "ends in nothing\u0000"})
    void givesBackWhatItGot(String password) throws GeneralSecurityException {
        var sealed = vault.seal(7, Secret.of(password));
        assertThat(vault.open(7, sealed)).isEqualTo(Secret.of(password));
        assertThat(vault.seal(7, Secret.of(password))).isNotEqualTo(sealed);
    }

    @Test
    void tellsNotHowLongAPasswordIs() throws GeneralSecurityException {
        assertThat(vault.seal(7, Secret.of("x"))).hasSameSizeAs(vault.seal(7, of(63)));
        for (int length : new int[] {63, 64, 65, Passwords.MAX_OCTETS}) {
            assertThat(vault.open(7, vault.seal(7, of(length)))).isEqualTo(of(length));
        }
    }

    @Test
    void opensNothingOfOthers() {
        var sealed = vault.seal(7, Secret.of("tanstaaf|"));
        assertThatThrownBy(() -> vault.open(8, sealed))
                .isInstanceOf(GeneralSecurityException.class);
        var other = new byte[Vault.KEY_OCTETS];
        other[0] = 1;
        assertThatThrownBy(() -> new Vault(other).open(7, sealed))
                .isInstanceOf(GeneralSecurityException.class);
        assertThat(new Vault(other).keyId()).isNotEqualTo(vault.keyId());
        var octets = Base64.getDecoder().decode(sealed);
        octets[20] ^= 1;
        var touched = Base64.getEncoder().encodeToString(octets);
        assertThatThrownBy(() -> vault.open(7, touched))
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static Secret of(int length) {
        return Secret.of("p".repeat(length));
    }
}
