package io.staffetta.remote.body;

import io.staffetta.spi.mail.Content;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Content with changes that are made while it is read.
///
/// @param edits in order, none over another
record EditedContent(Content original, List<Edit> edits, long size) implements Content {

    static EditedContent of(Content original, List<Edit> edits) throws IOException {
        try (var in = new EditedStream(original.open(), edits)) {
            return new EditedContent(original, edits, in.count());
        }
    }

    @Override
    public InputStream open() throws IOException {
        return new EditedStream(original.open(), edits);
    }
}
