package io.staffetta.spi.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The octets of a message: header section, empty line, body, every line ended by CRLF (except in
/// BINARYMIME bodies). Immutable; may be opened as often as wanted, by any thread.
public interface Content {

    /// Number of octets.
    long size();

    /// Opens the content at its start. The caller closes the stream.
    ///
    /// @throws IOException if the content cannot be read
    InputStream open() throws IOException;

    /// Writes all octets to a stream.
    default void transferTo(OutputStream out) throws IOException {
        try (var in = open()) {
            in.transferTo(out);
        }
    }

    /// Content that lies in memory.
    ///
    /// @param octets not copied, and not to be changed afterwards
    static Content of(byte[] octets) {
        return new Content() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }

            @Override
            public void transferTo(OutputStream out) throws IOException {
                out.write(octets);
            }
        };
    }
}
