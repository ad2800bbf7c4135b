package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.spool.Draft;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A received message with the edits made so far. Immutable: what a failed hook did is taken back
/// by forgetting it.
///
/// @param received what the client sent
/// @param section its header section
/// @param lines the header section to be stored, our trace field among them
/// @param body what replaces the body
/// @param headersEdited whether the fields are others than trace field and received ones
record MessageEdits(
        Content received,
        HeaderSection section,
        List<HeaderLine> lines,
        Optional<Draft> body,
        boolean headersEdited) {

    MessageEdits {
        lines = List.copyOf(lines);
    }

    static MessageEdits none(Content received, HeaderSection section, Header trace) {
        var lines = new ArrayList<HeaderLine>();
        lines.add(new HeaderLine.Trace(trace));
        lines.addAll(section.lines());
        return new MessageEdits(received, section, lines, Optional.empty(), false);
    }

    MessageEdits withFirst(Header header) {
        return with(edited -> edited.addFirst(new HeaderLine.Added(header)));
    }

    MessageEdits withLast(Header header) {
        return with(edited -> edited.addLast(new HeaderLine.Added(header)));
    }

    MessageEdits without(String name) {
        return count(name) == 0 ? this : with(edited -> edited.removeIf(line -> line.is(name)));
    }

    MessageEdits replaced(Header header) {
        int first = 0;
        while (first < lines.size() && !lines.get(first).is(header.name())) {
            first++;
        }
        int place = first;
        return with(edited -> {
            edited.removeIf(line -> line.is(header.name()));
            edited.add(place, new HeaderLine.Added(header));
        });
    }

    /// With other fields. Those that were there keep their octets; our trace field stays, on top if
    /// it is left out.
    MessageEdits becoming(List<Header> headers) {
        var known = new HashMap<Header, Deque<HeaderLine>>();
        lines.forEach(
                line -> known.computeIfAbsent(line.header(), _ -> new ArrayDeque<>()).add(line));
        var next = new ArrayList<HeaderLine>();
        for (var header : headers) {
            var same = known.get(header);
            next.add(same == null || same.isEmpty() ? new HeaderLine.Added(header) : same.remove());
        }
        lines.stream()
                .filter(line -> line instanceof HeaderLine.Trace && !next.contains(line))
                .forEach(next::addFirst);
        return new MessageEdits(received, section, next, body, true);
    }

    MessageEdits with(Draft newBody) {
        return new MessageEdits(received, section, lines, Optional.of(newBody), headersEdited);
    }

    int count(String name) {
        return (int) lines.stream().filter(line -> line.is(name)).count();
    }

    List<Header> headers() {
        return lines.stream().map(HeaderLine::header).toList();
    }

    Content content() {
        var stored = stored();
        return new JoinedContent(
                stored.head(), body.map(Draft::content).orElse(received), stored.skip());
    }

    Content bodyContent() {
        return body.map(Draft::content)
                .orElseGet(() -> new JoinedContent(new byte[0], received, section.bodyStart()));
    }

    /// What to store, as [io.staffetta.spi.spool.Spool#store] wants it.
    ///
    /// @param head octets in front
    /// @param skip octets of the draft to leave out; the draft is [#body()] if there is one
    record Stored(byte[] head, int skip) {}

    /// Fields that nobody touched keep their octets, and so does the body.
    Stored stored() {
        var out = new ByteArrayOutputStream();
        if (body.isPresent()) {
            lines.forEach(line -> line.writeTo(out));
            return new Stored(endSection(out), 0);
        }
        if (headersEdited) {
            lines.forEach(line -> line.writeTo(out));
            return new Stored(endIfSwallowed(out), section.length());
        }
        lines.getFirst().writeTo(out);
        return new Stored(endIfSwallowed(out), 0);
    }

    /// A message that starts with white space has no header section: an empty line keeps its first
    /// line from becoming a part of our field.
    private byte[] endIfSwallowed(ByteArrayOutputStream out) {
        return section.startsFolded() ? endSection(out) : out.toByteArray();
    }

    private static byte[] endSection(ByteArrayOutputStream out) {
        out.write('\r');
        out.write('\n');
        return out.toByteArray();
    }

    private MessageEdits with(Consumer<List<HeaderLine>> edit) {
        var edited = new ArrayList<>(lines);
        edit.accept(edited);
        return new MessageEdits(received, section, edited, body, true);
    }
}
