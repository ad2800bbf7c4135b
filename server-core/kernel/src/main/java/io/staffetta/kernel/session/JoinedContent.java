package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/// Octets in front of the rest of another content.
///
/// @param skip octets of the other content that are left out
record JoinedContent(byte[] head, Content tail, long skip) implements Content {

    @Override
    public long size() {
        return head.length + tail.size() - skip;
    }

    @Override
    public InputStream open() throws IOException {
        var rest = tail.open();
        try {
            rest.skipNBytes(skip);
        } catch (IOException e) {
            rest.close();
            throw e;
        }
        return head.length == 0
                ? rest
                : new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }
}
