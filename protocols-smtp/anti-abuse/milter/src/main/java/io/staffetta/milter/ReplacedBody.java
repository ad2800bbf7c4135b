package io.staffetta.milter;

import io.staffetta.milter.wire.MilterException;
import io.staffetta.spi.mail.Content;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The body a filter gives back, part by part: in memory while it is small, then in a file. A line
/// break of any kind becomes CRLF, and the last line gets one.
final class ReplacedBody implements Content, AutoCloseable {

    private static final int IN_MEMORY = 256 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};

    private final Path folder;
    private final long limit;
    private final boolean binary;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream toFile;
    private long size;
    private boolean afterCr;
    private boolean inLine;

    /// @param folder for the file
    /// @param limit the most octets
    /// @param binary whether it has octets without lines, which stay as they are
    ReplacedBody(Path folder, long limit, boolean binary) {
        this.folder = folder;
        this.limit = limit;
        this.binary = binary;
    }

    void add(byte[] octets) throws IOException {
        if (size + octets.length > limit) {
            throw new MilterException("the filter's new body is larger than " + limit);
        }
        if (binary) {
            put(octets);
            return;
        }
        var lines = new ByteArrayOutputStream(octets.length + 16);
        for (byte octet : octets) {
            if ((octet == '\n' && !afterCr) || octet == '\r') {
                lines.writeBytes(CRLF);
                inLine = false;
            } else if (octet != '\n') {
                lines.write(octet);
                inLine = true;
            }
            afterCr = octet == '\r';
        }
        put(lines.toByteArray());
    }

    /// Nothing more comes.
    void end() throws IOException {
        if (inLine) {
            put(CRLF);
            inLine = false;
        }
        var out = toFile;
        if (out != null) {
            out.close();
        }
    }

    private void put(byte[] octets) throws IOException {
        size += octets.length;
        var out = toFile;
        if (out == null && size > IN_MEMORY) {
            var created = Files.createTempFile(Files.createDirectories(folder), "body-", ".tmp");
            file = created;
            out = Files.newOutputStream(created);
            toFile = out;
            memory.writeTo(out);
            memory.reset();
        }
        if (out == null) {
            memory.writeBytes(octets);
        } else {
            out.write(octets);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        var path = file;
        return path == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : Files.newInputStream(path);
    }

    @Override
    public void close() throws IOException {
        var out = toFile;
        var path = file;
        try {
            if (out != null) {
                out.close();
            }
        } finally {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        }
    }
}
