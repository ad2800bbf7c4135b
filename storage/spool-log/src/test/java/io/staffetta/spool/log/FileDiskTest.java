package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.bytes;
import static io.staffetta.testkit.SpoolContract.octets;
import static io.staffetta.testkit.SpoolContract.simpleEnvelope;
import static io.staffetta.testkit.SpoolContract.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.staffetta.spi.spool.SpoolFullException;
import io.staffetta.spi.spool.SpooledMessage;
import io.staffetta.testkit.SpoolContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// The spool on a real file system.
class FileDiskTest {

    @TempDir Path directory;

    @Test
    void onlyTheOwnerMayRead() throws Exception {
        assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "no POSIX permissions here");
        var spool = open(directory.resolve("data/spool"));
        store(spool, simpleEnvelope(), octets(10, 1));
        store(spool, simpleEnvelope(), octets(300_000, 1));
        spool.close();
        var seen = new ArrayList<Path>();
        try (var paths = Files.walk(directory.resolve("data"))) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var permissions =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                assertThat(permissions)
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
                seen.add(path);
            }
        }
        assertThat(seen).hasSizeGreaterThan(6);
    }

    @Test
    void aPlaceThatCannotBeUsedIsNamed() throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(file.resolve("spool")))
                .withMessageContaining("the spool")
                .withMessageContaining(file.toString());
    }

    @Test
    void anInterruptedReaderClosesNobodyElsesFile() throws Exception {
        var spool = open(directory.resolve("spool"));
        var ids = new ArrayList<SpooledMessage>();
        for (int i = 0; i < 20; i++) {
            ids.add(store(spool, simpleEnvelope(), octets(5000, i)));
        }
        var content = spool.find(ids.getFirst().id()).orElseThrow().content();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> bytes(content));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bytes(content)).isEqualTo(octets(5000, 0));
        assertThat(store(spool, simpleEnvelope(), octets(5000, 30)).id()).isNotNull();
        spool.close();
    }

    @Test
    void aRealDiskThatIsFullRefusesAndGoesOn() throws Exception {
        var mount = Files.createDirectory(directory.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount.toString()),
                "cannot mount a small file system here");
        var where = mount.resolve("spool");
        var spool = open(where);
        try {
            assertFull(spool, 20_000);
            assertFull(spool, 3000);
            assertThat(run("mount", "-o", "remount,size=8m", mount.toString())).isTrue();
            var stored = store(spool, simpleEnvelope(), octets(20_000, 5));
            spool.close();
            var again = open(where);
            var found = SpoolContract.replay(again);
            again.close();
            assertThat(found).extracting(SpooledMessage::id).contains(stored.id());
        } finally {
            spool.close();
            run("umount", mount.toString());
        }
    }

    private static void assertFull(LogSpool spool, int size) {
        assertThatExceptionOfType(SpoolFullException.class)
                .isThrownBy(() -> {
                    while (true) {
                        store(spool, simpleEnvelope(), octets(size, 1));
                    }
                });
        assertThat(spool.status().messages()).isPositive();
    }

    private static LogSpool open(Path where) throws IOException {
        var spool =
                new LogSpool(Settings.small(), () -> FileDisk.open(where), new CountingMeters());
        spool.start();
        return spool;
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
