package io.staffetta.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;

class FolderNameTest {

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "a.b-c_d+e=f, a.b-c_d+e=f",
        "., %2E",
        ".., %2E.",
        "../../x, %2E.%2F..%2Fx",
        "/, %2F",
        "/etc/passwd, %2Fetc%2Fpasswd",
        "a%00, a%2500",
        "%2e, %252e",
        "é, %C3%A9",
        "A, %41",
        "a:2, a%3A2",
        "[IPv6:2001:db8::1], %5B%49%50v6%3A2001%3Adb8%3A%3A1%5D",
    })
    void everyUnsafeOctetIsEncoded(String text, String name) {
        assertThat(FolderName.of(text)).isEqualTo(name);
        assertThat(FolderName.parse(name)).isEqualTo(text);
    }

    @Test
    void namesStayInTheirFolderAndCanBeReadBack() {
        var random = new Random(42);
        var root = Path.of("/mail/example.org");
        var names = new HashSet<String>();
        var texts = new HashSet<String>();
        for (int i = 0; i < 20_000; i++) {
            var text = nasty(random);
            var name = FolderName.of(text);

            assertThat(root.resolve(name).normalize().getParent()).isEqualTo(root);
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(192);
            assertThat(FolderName.parse(name)).isEqualTo(text);
            names.add(name);
            texts.add(text);
        }
        assertThat(names).hasSameSizeAs(texts);
    }

    private static String nasty(Random random) {
        var alphabet = "./\\%~$ a:*?\u00e9\u4e2d";
        var text = new StringBuilder();
        int length = 1 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
