package io.staffetta.milter;

import io.staffetta.spi.hook.Message;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Header;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A message as a filter sees it: with the edits of earlier hooks, without the `Received` field
/// that we have just put in.
///
/// @param fields all fields, ours among them
/// @param trace the index of ours; -1 if there is none
/// @param body what follows the header section
record ShownMessage(List<RawField> fields, int trace, Content body) {

    static ShownMessage of(Message message) throws IOException {
        var headers = message.headers();
        return new ShownMessage(
                RawField.of(headers, message.content()),
                trace(headers, message.receivedHeaders()),
                message.body());
    }

    /// Those that the filter sees.
    List<RawField> shown() {
        var shown = new ArrayList<>(fields);
        if (trace >= 0) {
            shown.remove(trace);
        }
        return shown;
    }

    /// Ours is the one that the client did not send.
    private static int trace(List<Header> headers, List<Header> received) {
        var theirs = new ArrayList<>(received);
        for (int i = 0; i < headers.size(); i++) {
            var header = headers.get(i);
            if (header.is("Received") && !theirs.remove(header)) {
                return i;
            }
        }
        return -1;
    }
}
