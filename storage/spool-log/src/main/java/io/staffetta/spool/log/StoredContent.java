package io.staffetta.spool.log;

import io.staffetta.spi.mail.Content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The content of a stored message, read when it is opened.
///
/// @param recent the octets, if they were just stored
record StoredContent(
        MessageReader reader, long id, long size, Optional<RecentContents.Recent> recent)
        implements Content {

    @Override
    public InputStream open() throws IOException {
        var octets = recent.flatMap(RecentContents.Recent::octets);
        return octets.isPresent() ? new ByteArrayInputStream(octets.get()) : reader.open(id);
    }
}
