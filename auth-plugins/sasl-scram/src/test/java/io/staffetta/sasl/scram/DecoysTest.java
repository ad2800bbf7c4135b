package io.staffetta.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.testkit.FixedAccounts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Nobody finds out by asking for salts which accounts there are.
class DecoysTest {

    @TempDir Path folder;

    @Test
    void anUnknownAccountLooksLikeOne() {
        var known = firstOf("alice@example.org");
        var unknown = firstOf("mallory@example.org");

        assertThat(unknown[2]).isEqualTo(known[2]).isEqualTo("i=4096");
        assertThat(salt(unknown)).hasSameSizeAs(salt(known)).isNotEqualTo(salt(known));
    }

    @Test
    void itsSaltOutlivesARestart() {
        var before = salt(firstOf("mallory@example.org"));
        assertThat(salt(firstOf("mallory@example.org"))).isEqualTo(before);
        assertThat(salt(firstOf("MALLORY@Example.org"))).isEqualTo(before);
        assertThat(salt(firstOf("trent@example.org"))).isNotEqualTo(before);
    }

    @Test
    void anotherServerHasOthers(@TempDir Path other) {
        var here = new FixedServer(folder).started(ScramHash.SHA_256);
        var there = new FixedServer(other).started(ScramHash.SHA_256);
        assertThat(salt(first(here, "mallory@example.org")))
                .isNotEqualTo(salt(first(there, "mallory@example.org")));
    }

    @Test
    void theMechanismsShareAKeyThatOnlyTheServerReads() throws Exception {
        firstOf("mallory@example.org");
        var file = folder.resolve("scram").resolve("decoy.key");
        var key = Files.readAllBytes(file);
        var settings = new ScramSettings(0, List.of(), 0, 0, null);
        new ScramSha1(settings, new FixedServer(folder)).start();

        assertThat(Files.readAllBytes(file)).isEqualTo(key).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("scram"))))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder.resolve("scram"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aDamagedKeyIsAnError() throws Exception {
        var file = Files.writeString(folder.resolve("key"), "short");
        var settings = new ScramSettings(0, List.of(), 0, 0, file);
        assertThatThrownBy(() -> new ScramSha1(settings, new FixedServer(folder)).start())
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is damaged: it must hold 32 octets; remove it to renew it");
    }

    @Test
    void theOperatorMatchesThemToTheStore() {
        var settings = new ScramSettings(0, List.of(), 30_000, 24, null);
        var component = new FixedServer(folder).started(ScramHash.SHA_512, settings);
        var fields = first(component, "mallory@example.org");
        assertThat(fields[2]).isEqualTo("i=30000");
        assertThat(salt(fields)).hasSize(24);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 0, max-response must lie between 1024 and 8192",
        "9000, 0, 0, max-response must lie between 1024 and 8192",
        "0, 1000, 0, iterations must lie between 4096 and 10000000 (RFC 7677 4)",
        "0, 0, 4, salt-octets must lie between 8 and 64",
    })
    void settingsHaveBounds(int maxResponse, int iterations, int saltOctets, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ScramSettings(maxResponse, List.of(), iterations, saltOctets, null))
                .withMessage(message);
    }

    private String[] firstOf(String login) {
        return first(new FixedServer(folder).started(ScramHash.SHA_256), login);
    }

    private static String[] first(ScramComponent component, String login) {
        var context =
                new SaslContext(
                        "mail.example.org",
                        "smtp",
                        Optional.empty(),
                        FixedAccounts.available(),
                        List.of());
        var step =
                component
                        .start(context)
                        .next(("n,,n=" + login + ",r=abcdefgh").getBytes(StandardCharsets.UTF_8));
        assertThat(step).isInstanceOf(SaslStep.Challenge.class);
        return new String(((SaslStep.Challenge) step).octets(), StandardCharsets.UTF_8).split(",");
    }

    private static byte[] salt(String[] fields) {
        return Base64.getDecoder().decode(fields[1].substring(2));
    }
}
