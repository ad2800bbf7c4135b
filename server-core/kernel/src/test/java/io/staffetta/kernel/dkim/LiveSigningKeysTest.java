package io.staffetta.kernel.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.host.SigningKeys.SigningKey;
import io.staffetta.spi.mail.Domain;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

class LiveSigningKeysTest {

    private static final Domain ORG = Domain.parse("example.org");
    private static final Selector RSA = Selector.parse("rsa");
    private static final Selector EDWARDS = Selector.parse("ed");

    @TempDir Path root;
    private long ticks;
    private DkimKeys keys;
    private LiveSigningKeys live;

    @BeforeEach
    void make() {
        keys = new DkimKeys(root, () -> Instant.EPOCH);
        live = new LiveSigningKeys(root, () -> ticks);
        var wanted = new LinkedHashMap<Selector, KeyAlgorithm>();
        wanted.put(RSA, KeyAlgorithm.RSA);
        wanted.put(EDWARDS, KeyAlgorithm.ED25519);
        keys.create(ORG, wanted, 1024);
    }

    @Test
    void onlyActiveKeysSign() {
        assertThat(live.active(ORG)).isEmpty();
        keys.change(ORG, Set.of(RSA, EDWARDS), Set.of());
        pass();

        assertThat(live.active(ORG)).extracting(SigningKey::selector).containsExactly("rsa", "ed");
        assertThat(live.active(ORG))
                .extracting(key -> key.key().getAlgorithm())
                .containsExactly("RSA", "EdDSA");
        assertThat(live.active(ORG)).allMatch(key -> key.domain().equals(ORG));
        assertThat(live.active(Domain.parse("other.example"))).isEmpty();
        assertThat(live.active(Domain.parse("sub.example.org"))).isEmpty();
        assertThat(live.active(Domain.parse("[192.0.2.1]"))).isEmpty();

        keys.change(ORG, Set.of(), Set.of(RSA));
        pass();
        assertThat(selectors()).containsExactly("ed");
    }

    @Test
    void filesAreLookedAtOnceASecond() {
        keys.change(ORG, Set.of(RSA), Set.of());
        assertThat(selectors()).containsExactly("rsa");
        keys.change(ORG, Set.of(EDWARDS), Set.of(RSA));
        assertThat(selectors()).containsExactly("rsa");
        pass();
        assertThat(selectors()).containsExactly("ed");
    }

    @Test
    void aKeyFileThatIsReplacedCounts() throws Exception {
        keys.change(ORG, Set.of(EDWARDS), Set.of());
        var before = live.active(ORG).getFirst().key();
        pass();
        assertThat(live.active(ORG).getFirst().key()).as("read once").isSameAs(before);

        DurableFile.write(
                pem("ed"),
                PrivateKeyPem.encode(KeyMaterial.generate(KeyAlgorithm.ED25519, 0).privateKey()));
        pass();
        assertThat(live.active(ORG).getFirst().key()).isNotEqualTo(before);
    }

    @Test
    void aKeyThatCannotBeReadIsLeftOut() throws Exception {
        keys.change(ORG, Set.of(RSA, EDWARDS), Set.of());
        Files.writeString(pem("rsa"), "no key");
        assertThat(selectors()).containsExactly("ed");
        Files.copy(pem("ed"), pem("rsa"), StandardCopyOption.REPLACE_EXISTING);
        pass();
        assertThat(selectors()).as("a key of another kind").containsExactly("ed");
    }

    @Test
    void aListThatCannotBeReadChangesNothing() throws Exception {
        keys.change(ORG, Set.of(RSA), Set.of());
        assertThat(selectors()).containsExactly("rsa");
        var list = root.resolve("example.org").resolve("keys");
        var good = Files.readString(list);
        Files.writeString(list, "half of a li");
        pass();
        assertThat(selectors()).containsExactly("rsa");
        DurableFile.write(list, good.replace("rsa 1024 active", "rsa 1024 retired"));
        pass();
        assertThat(selectors()).isEmpty();
        Files.delete(list);
        pass();
        assertThat(selectors()).isEmpty();
    }

    private List<String> selectors() {
        return live.active(ORG).stream().map(SigningKey::selector).toList();
    }

    private Path pem(String selector) {
        return root.resolve("example.org").resolve(selector + ".pem");
    }

    private void pass() {
        ticks += Duration.ofSeconds(1).toNanos();
    }
}
