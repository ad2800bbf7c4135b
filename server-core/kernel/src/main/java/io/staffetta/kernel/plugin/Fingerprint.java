package io.staffetta.kernel.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/// The files of a plugin as they were when it was loaded: while it is equal, a reload keeps the
/// loaded plugin.
record Fingerprint(List<Jar> jars) {

    private static final int BUFFER = 1 << 16;

    /// One file.
    record Jar(Path path, long size, long checksum) {}

    static Fingerprint of(List<Path> jars) throws PluginFault {
        try {
            return new Fingerprint(jars.stream().map(Fingerprint::jar).toList());
        } catch (UncheckedIOException e) {
            throw new PluginFault("cannot be read: " + Faults.line(e), e);
        }
    }

    private static Jar jar(Path path) {
        var checksum = new CRC32C();
        var buffer = ByteBuffer.allocate(BUFFER);
        try (var channel = Files.newByteChannel(path)) {
            while (channel.read(buffer.clear()) >= 0) {
                checksum.update(buffer.flip());
            }
            return new Jar(path, channel.size(), checksum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
