package io.staffetta.remote.body;

import io.staffetta.spi.mail.Content;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Reads a message once to find what has to be changed.
final class Survey {

    /// Parts within parts; deeper ones are not taken apart.
    private static final int DEPTH = 100;

    /// Changes to one message: they are kept in memory.
    private static final int EDITS = 20_000;

    /// Innermost first; never empty until the end.
    private final Deque<Entity> open = new ArrayDeque<>();

    private final List<Edit> edits = new ArrayList<>();
    private final LineScanner line;

    private Survey(InputStream in) {
        line = new LineScanner(in, text -> open.stream().anyMatch(one -> one.isLike(text)));
    }

    /// The changes, in order; empty if what is needed cannot be done.
    static Optional<List<Edit>> of(Content content) throws IOException {
        try (var in = content.open()) {
            var survey = new Survey(in);
            if (!survey.read()) {
                return Optional.empty();
            }
            survey.edits.sort(Comparator.comparingLong(Edit::from).thenComparingLong(Edit::to));
            return Optional.of(List.copyOf(survey.edits));
        }
    }

    private boolean read() throws IOException {
        open.push(new Entity(true, MediaType.PLAIN));
        while (line.next()) {
            if (!take() || edits.size() > EDITS) {
                return false;
            }
        }
        while (!open.isEmpty()) {
            if (!close(line.end(), true)) {
                return false;
            }
        }
        return edits.size() <= EDITS;
    }

    private boolean take() {
        if (line.isMarked()) {
            var delimiter = Delimiter.find(line, open);
            if (delimiter.isPresent()) {
                return delimit(delimiter.get());
            }
        }
        var innermost = open.getFirst();
        if (innermost.place() != Entity.Place.HEADER) {
            innermost.note(line);
            if (line.isDisputed()) {
                innermost.doubt();
            }
            return true;
        }
        if (!line.isEmpty()) {
            return innermost.header(line);
        }
        innermost.body(line, open.size() < DEPTH);
        if (innermost.place() == Entity.Place.MESSAGE) {
            open.push(new Entity(true, MediaType.PLAIN));
        }
        return true;
    }

    private boolean delimit(Delimiter delimiter) {
        // The CRLF before it belongs to it (RFC 2046 §5.1.1).
        long end = line.start() - 2;
        var multipart = delimiter.multipart();
        while (open.getFirst() != multipart) {
            if (!close(end, false)) {
                return false;
            }
        }
        multipart.endPreamble(end, edits);
        if (delimiter.closing()) {
            multipart.beginEpilogue(line);
        } else {
            open.push(multipart.part());
        }
        return true;
    }

    private boolean close(long end, boolean last) {
        var innermost = open.pop();
        if (!innermost.end(end, last, edits)) {
            return false;
        }
        if (!open.isEmpty()) {
            open.getFirst().include(innermost);
        }
        return true;
    }
}
