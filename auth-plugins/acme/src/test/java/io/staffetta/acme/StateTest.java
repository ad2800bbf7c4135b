package io.staffetta.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.acme.CertificateSettings.ChallengeType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What outlives the server.
class StateTest {

    private static final URI DIRECTORY = URI.create("https://ca.example/dir");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path folder;

    @Test
    void anOrderIsTakenUpOnlyForWhatItWasMadeFor() throws Exception {
        var order =
                new PendingOrder(
                        URI.create("https://ca.example/order/1").toURL(),
                        KeyType.RSA_2048.generate());
        order.save(folder, DIRECTORY, wanted("a.example"));

        var read = PendingOrder.of(folder, DIRECTORY, wanted("a.example")).orElseThrow();
        assertThat(read.location()).isEqualTo(order.location());
        assertThat(read.key().getPrivate()).isEqualTo(order.key().getPrivate());
        assertThat(read.key().getPublic()).isEqualTo(order.key().getPublic());
        assertThat(PendingOrder.of(folder, URI.create("https://b/"), wanted("a.example")))
                .isEmpty();
        assertThat(PendingOrder.of(folder, DIRECTORY, wanted("a.example", "b.example"))).isEmpty();

        PendingOrder.forget(folder, wanted("a.example"));
        assertThat(PendingOrder.of(folder, DIRECTORY, wanted("a.example"))).isEmpty();
    }

    @Test
    void aDamagedOrderIsNone() throws Exception {
        Files.writeString(folder.resolve("a.example.order"), "directory=\\u00zz");
        assertThat(PendingOrder.of(folder, DIRECTORY, wanted("a.example"))).isEmpty();
    }

    @Test
    void theAccountKeyIsMadeOnceAndNeverReplaced() throws Exception {
        var file = folder.resolve("acme/account.pem");
        var made = AccountKey.in(file);

        assertThat(AccountKey.in(file).getPrivate()).isEqualTo(made.getPrivate());
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("acme"))).isEqualTo("rwx------");

        Files.writeString(file, "x");
        assertThatThrownBy(() -> AccountKey.in(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": is not a pair of keys that this server wrote");
        assertThat(file).hasContent("x");
    }

    @Test
    void waitsAreKeptForEachCertificateAndAuthority() throws Exception {
        var waits = new Waits(folder.resolve("waits.properties"), DIRECTORY);
        var until = NOW.plus(Duration.ofDays(1));
        waits.set(wanted("a.example"), until);

        var again = new Waits(folder.resolve("waits.properties"), DIRECTORY);
        assertThat(again.of(wanted("a.example"), NOW)).contains(until);
        assertThat(again.of(wanted("b.example"), NOW)).isEmpty();
        assertThat(
                        new Waits(folder.resolve("waits.properties"), URI.create("https://b/"))
                                .of(wanted("a.example"), NOW))
                .isEmpty();

        again.clear(wanted("a.example"));
        assertThat(waits.of(wanted("a.example"), NOW)).isEmpty();
    }

    @Test
    void aWaitForYearsIsAMistake() throws Exception {
        var waits = new Waits(folder.resolve("waits.properties"), DIRECTORY);
        waits.set(wanted("a.example"), NOW.plus(Duration.ofDays(3000)));

        assertThat(waits.of(wanted("a.example"), NOW)).isEmpty();
    }

    @Test
    void waitsDoubleWithinBounds() {
        var backoff = new Backoff(Duration.ofMinutes(5), Duration.ofHours(12));

        assertThat(backoff.after(1, 0.5)).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff.after(3, 0.5)).isEqualTo(Duration.ofMinutes(20));
        assertThat(backoff.after(3, 0)).isEqualTo(Duration.ofMinutes(16));
        assertThat(backoff.after(3, 1)).isEqualTo(Duration.ofMinutes(24));
        assertThat(backoff.after(1000, 0.5)).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void aFileWithoutItsKeyIsNotUsable() throws Exception {
        var pair = KeyType.EC_P256.generate();
        var leaf = HttpsIdentity.selfSigned(pair, NOW.plus(Duration.ofDays(90)), "a.example");
        var other = KeyType.EC_P256.generate().getPrivate();
        var good = folder.resolve("good.pem");
        var bad = folder.resolve("bad.pem");
        OwnerFile.write(good, Pem.chainAndKey(List.of(leaf), pair.getPrivate()));
        OwnerFile.write(bad, Pem.chainAndKey(List.of(leaf), other));

        assertThat(Present.in(good)).isPresent();
        assertThat(Present.in(bad)).isEmpty();
        assertThat(Present.in(folder.resolve("none.pem"))).isEmpty();
        assertThat(Present.in(Files.writeString(folder.resolve("x.pem"), "-----BEGIN"))).isEmpty();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Wanted wanted(String... names) {
        return new Wanted(
                names[0], Path.of("a.pem"), List.of(names), KeyType.EC_P256, ChallengeType.HTTP_01);
    }
}
