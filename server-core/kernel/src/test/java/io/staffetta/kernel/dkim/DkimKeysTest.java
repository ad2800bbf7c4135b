package io.staffetta.kernel.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.mail.Domain;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class DkimKeysTest {

    private static final Domain ORG = Domain.parse("example.org");
    private static final Selector A = Selector.parse("a");
    private static final Selector B = Selector.parse("b");

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-02-01T00:00:00.5Z");
    private Path root;
    private DkimKeys keys;

    @BeforeEach
    void make() {
        root = folder.resolve("dkim");
        keys = new DkimKeys(root, () -> now);
    }

    @Test
    void theLifeOfAKey() {
        assertThat(keys.domains()).isEmpty();
        assertThat(keys.of(ORG)).isEmpty();

        var made = create(A).getFirst();
        assertThat(made)
                .isEqualTo(
                        new StoredKey(
                                ORG,
                                A,
                                KeyAlgorithm.ED25519,
                                256,
                                KeyState.PENDING,
                                Instant.parse("2026-02-01T00:00:00Z"),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(made.dnsName()).isEqualTo("a._domainkey.example.org");
        assertThat(keys.domains()).containsExactly(ORG);

        now = now.plusSeconds(60);
        assertThat(keys.change(ORG, Set.of(A), Set.of()))
                .singleElement()
                .satisfies(key -> assertThat(key.state()).isEqualTo(KeyState.ACTIVE))
                .satisfies(key -> assertThat(key.activated()).isPresent());
        assertThat(keys.change(ORG, Set.of(A), Set.of())).as("it is already").isEmpty();
        assertThatThrownBy(() -> keys.remove(ORG, A, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the key a._domainkey.example.org is active; retire it first, or --force");

        create(B);
        assertThat(keys.change(ORG, Set.of(B), Set.of(A))).hasSize(2);
        assertThat(keys.find(ORG, A).retired()).contains(Instant.parse("2026-02-01T00:01:00Z"));
        assertThat(keys.find(ORG, B).state()).isEqualTo(KeyState.ACTIVE);

        keys.remove(ORG, A, false);
        assertThat(keys.of(ORG)).extracting(StoredKey::selector).containsExactly(B);
        assertThat(pem("a")).doesNotExist();
        assertThat(pem("b")).exists();
    }

    @Test
    void anotherProcessFindsTheSame() {
        create(A);
        keys.change(ORG, Set.of(A), Set.of());
        var later = new DkimKeys(root, () -> now);
        assertThat(later.of(ORG)).isEqualTo(keys.of(ORG)).hasSize(1);
        assertThat(later.record(later.find(ORG, A))).isEqualTo(keys.record(keys.find(ORG, A)));
    }

    @Test
    void nobodyElseMayRead() throws Exception {
        create(A);
        for (var directory : List.of(root, root.resolve("example.org"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
        try (var files = Files.list(root.resolve("example.org"))) {
            var all = files.toList();
            assertThat(all)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("keys", "a.pem");
            for (var file : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
        assertThat(Files.readString(pem("a"))).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Files.readString(list()))
                .isEqualTo(
                        """
                        staffetta-dkim 1
                        a ed25519 256 pending 2026-02-01T00:00:00Z - -
                        end 1
                        """);
    }

    @Test
    void aSelectorIsUsedOnce() throws Exception {
        create(A);
        assertThatThrownBy(() -> create(A))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("example.org has a key with the selector a already");
        Files.writeString(pem("b"), "by hand");
        assertThatThrownBy(() -> create(B))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is in the way");
        assertThat(Files.readString(pem("b"))).isEqualTo("by hand");
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        create(A);
        for (var change :
                List.<Runnable>of(
                        () -> keys.change(ORG, Set.of(B), Set.of()),
                        () -> keys.change(ORG, Set.of(), Set.of(B)),
                        () -> keys.remove(ORG, B, true))) {
            assertThatThrownBy(change::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("example.org has no key with the selector b");
        }
    }

    @Test
    void aKeyWithoutItsFileIsNotActivated() throws Exception {
        create(A);
        Files.delete(pem("a"));
        assertThatThrownBy(() -> keys.change(ORG, Set.of(A), Set.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a.pem is missing");
        assertThat(keys.find(ORG, A).state()).isEqualTo(KeyState.PENDING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "staffetta-dkim 1\n",
                "staffetta-dkim 2\nend 0\n",
                "staffetta-dkim 1\nend 1\n",
                "staffetta-dkim 1\na ed25519 256 pending 2026-02-01T00:00:00Z -\nend 1\n",
                "staffetta-dkim 1\n../a ed25519 256 pending 2026-02-01T00:00:00Z - -\nend 1\n",
                "staffetta-dkim 1\na dsa 256 pending 2026-02-01T00:00:00Z - -\nend 1\n",
                "staffetta-dkim 1\na rsa x pending 2026-02-01T00:00:00Z - -\nend 1\n",
                "staffetta-dkim 1\na rsa 2048 lost 2026-02-01T00:00:00Z - -\nend 1\n",
                "staffetta-dkim 1\na rsa 2048 pending yesterday - -\nend 1\n"
            })
    void aDamagedListIsSaidSoAndLeftAlone(String text) throws Exception {
        create(A);
        Files.writeString(list(), text);
        assertThatThrownBy(() -> keys.of(ORG))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("keys cannot be used: its ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> create(B)).isInstanceOf(UncheckedIOException.class);
        assertThat(Files.readString(list())).isEqualTo(text);
    }

    @Test
    void otherFoldersAreNoDomains() throws Exception {
        create(A);
        for (var name : List.of("EXAMPLE.com", "[192.0.2.1]", "a_b", "empty.example")) {
            Files.createDirectories(root.resolve(name));
            if (!name.startsWith("empty")) {
                Files.writeString(root.resolve(name).resolve("keys"), "");
            }
        }
        assertThat(keys.domains()).containsExactly(ORG);
    }

    @Test
    void neitherLiteralsNorNamesThatAreTooLong() {
        assertThatThrownBy(() -> keys.of(Domain.parse("[192.0.2.1]")))
                .isInstanceOf(IllegalArgumentException.class);
        var domain = Domain.parse("a.".repeat(115) + "example.org");
        assertThatThrownBy(() ->
                        keys.create(
                                domain,
                                Map.of(A, KeyAlgorithm.ED25519),
                                KeyAlgorithm.DEFAULT_RSA_BITS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too long");
    }

    private List<StoredKey> create(Selector selector) {
        return keys.create(
                ORG, Map.of(selector, KeyAlgorithm.ED25519), KeyAlgorithm.DEFAULT_RSA_BITS);
    }

    private Path pem(String selector) {
        return root.resolve("example.org").resolve(selector + ".pem");
    }

    private Path list() {
        return root.resolve("example.org").resolve("keys");
    }
}
