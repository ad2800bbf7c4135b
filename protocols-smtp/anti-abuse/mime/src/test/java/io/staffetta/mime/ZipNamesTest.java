package io.staffetta.mime;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class ZipNamesTest {

    static String base64(String... names) throws IOException {
        return Base64.getMimeEncoder(76, "\n".getBytes(UTF_8)).encodeToString(zip(names));
    }

    private static byte[] zip(String... names) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("content".repeat(100).getBytes(UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    @Test
    void findsAllNames() throws Exception {
        var names = new ArrayList<String>();
        assertThat(ZipNames.find(new ByteArrayInputStream(zip("a/b.exe", "ü.txt")), 10, names::add))
                .isTrue();
        assertThat(names).containsExactly("a/b.exe", "ü.txt", "a/b.exe", "ü.txt");
        assertThat(ZipNames.find(new ByteArrayInputStream(zip("a", "b")), 3, _ -> {})).isFalse();
    }

    /// What looks like a record may be there to hide the one behind it.
    @Test
    void aFalseRecordHidesNone() throws Exception {
        for (var signature : List.of("PK\1\2", "PK\3\4")) {
            for (int gap = 0; gap < 50; gap++) {
                var out = new ByteArrayOutputStream();
                out.writeBytes(signature.getBytes(UTF_8));
                out.writeBytes("\1".repeat(gap).getBytes(UTF_8));
                out.writeBytes(zip("evil.exe"));
                var names = new ArrayList<String>();
                ZipNames.find(new ByteArrayInputStream(out.toByteArray()), 100, names::add);
                assertThat(names).filteredOn("evil.exe"::equals).hasSize(2);
            }
        }
    }

    @Test
    void nothingIsThrownOnDamagedArchives() throws Exception {
        var random = new Random(3);
        var zip = zip("a/b.exe", "c.txt");
        for (int run = 0; run < 20_000; run++) {
            var damaged = java.util.Arrays.copyOf(zip, random.nextInt(zip.length));
            for (int i = random.nextInt(5); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            var names = new ArrayList<String>();
            ZipNames.find(new ByteArrayInputStream(damaged), 10, names::add);
            assertThat(names).hasSizeLessThanOrEqualTo(10);
        }
    }
}
