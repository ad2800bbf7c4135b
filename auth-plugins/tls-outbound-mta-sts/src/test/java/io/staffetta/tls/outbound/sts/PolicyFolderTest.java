package io.staffetta.tls.outbound.sts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class PolicyFolderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path temp;

    @Test
    void keepsWhatItIsGiven() throws Exception {
        open(100).write("example.org", stored("1", "version: STSv1\r\n"));

        var read = open(100).read("example.org").orElseThrow();
        assertThat(read.id()).isEqualTo("1");
        assertThat(read.fetched()).isEqualTo(NOW);
        assertThat(read.octets()).asString(StandardCharsets.UTF_8).isEqualTo("version: STSv1\r\n");
        assertThat(open(100).read("example.com")).isEmpty();
    }

    @Test
    void thoseNotUsedForLongestGo() throws Exception {
        var folder = open(3);
        for (var domain : new String[] {"a", "b", "c"}) {
            folder.write(domain, stored("1", ""));
        }
        folder.read("a");
        folder.write("d", stored("1", ""));
        assertThat(names()).containsExactlyInAnyOrder("a.policy", "c.policy", "d.policy");

        folder.write("e", stored("1", "x".repeat(600)));
        assertThat(names()).containsExactlyInAnyOrder("d.policy", "e.policy");
    }

    @Test
    void whatIsThereCounts() throws Exception {
        open(3).write("a", stored("1", ""));
        open(3).write("b", stored("1", ""));

        open(1).write("c", stored("1", ""));
        assertThat(names()).containsExactly("c.policy");
    }

    @Test
    void leftoversGoButNotFreshOnes() throws Exception {
        open(3);
        var old = Files.createFile(folder().resolve("new1"));
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(2))));
        var fresh = Files.createFile(folder().resolve("new2"));
        Files.setLastModifiedTime(fresh, FileTime.from(NOW));

        open(3);
        assertThat(names()).containsExactly("new2");
    }

    @Test
    void manyWritersOfOneFile() throws Exception {
        var one = open(100);
        var other = open(100);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 50; i++) {
                var text = ("line " + i + "\n").repeat(100);
                var folder = i % 2 == 0 ? one : other;
                calls.add(() -> {
                    folder.write("example.org", stored("1", text));
                    var read = folder.read("example.org").orElseThrow().octets();
                    return new String(read, StandardCharsets.UTF_8).lines().distinct().count() == 1;
                });
            }
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
        assertThat(names()).containsExactly("example.org.policy");
    }

    private PolicyFolder open(int weight) throws IOException {
        var folder = new PolicyFolder(folder(), weight);
        folder.open(NOW);
        return folder;
    }

    private Iterable<String> names() throws IOException {
        try (var files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Path folder() {
        return temp.resolve("mta-sts");
    }

    private static PolicyFolder.Stored stored(String id, String text) {
        return new PolicyFolder.Stored(id, NOW, text.getBytes(StandardCharsets.UTF_8));
    }
}
