package io.staffetta.mime;

import io.staffetta.spi.mail.Content;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Event;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.function.BiConsumer;

/// Goes through the parts of messages, one token at a time; holds no more than one field.
final class Walk {

    private final MimeConfig config;
    private final PartCheck partCheck;
    private final FileName fileName;
    private final int maxDepth;
    private final int maxParts;
    private final boolean uuencode;
    private final boolean archives;
    private final int maxArchiveNames;

    Walk(MimeSettings settings) {
        this.fileName = new FileName(settings.extensions());
        this.partCheck = new PartCheck(fileName, settings.mediaTypes());
        this.maxDepth = settings.maxDepth().orElseThrow();
        this.maxParts = settings.maxParts().orElseThrow();
        this.uuencode = settings.uuencode().orElseThrow();
        this.archives = settings.archives();
        this.maxArchiveNames = settings.maxArchiveNames().orElseThrow();
        this.config =
                MimeConfig.custom()
                        .setMaxLineLen(-1)
                        .setMaxHeaderLen(settings.maxHeaderSize().orElseThrow())
                        .setMaxHeaderCount(settings.maxFields().orElseThrow())
                        .setMaxContentLen(-1)
                        .build();
    }

    /// Checks a message.
    ///
    /// @throws IOException if it cannot be read, which is no fault of it
    void check(Content content, BiConsumer<Rule, String> broken) throws IOException {
        try (var in = content.open()) {
            var monitor = new Monitor(broken);
            var stream = new MimeTokenStream(config, monitor, null);
            stream.parse(in);
            walk(stream, monitor, broken);
        } catch (MimeException | MimeIOException e) {
            broken.accept(Rule.STRUCTURE, "the message cannot be parsed");
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever a parser stumbles over has not been checked.
            broken.accept(Rule.STRUCTURE, "the message cannot be parsed");
        }
    }

    private void walk(MimeTokenStream stream, Monitor monitor, BiConsumer<Rule, String> broken)
            throws IOException, MimeException {
        var boundaries = new HashSet<String>();
        var header = new PartHeader();
        int depth = 0;
        int parts = 0;
        for (var state = stream.getState();
                state != EntityState.T_END_OF_STREAM;
                state = stream.next()) {
            switch (state) {
                case T_START_MULTIPART, T_START_MESSAGE -> depth++;
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_START_HEADER -> {
                    header = new PartHeader();
                    monitor.badLines = 0;
                    parts++;
                }
                case T_FIELD -> header.add(stream.getField().getRaw().toByteArray());
                case T_END_HEADER -> {
                    // mime4j takes the empty line of a part without fields for a bad one.
                    if (monitor.badLines > (header.isEmpty() ? 1 : 0)) {
                        broken.accept(Rule.FIELDS, "a line among the fields of a part is no field");
                    }
                    partCheck.check(header, boundaries, broken);
                }
                case T_BODY -> {
                    // What mime4j does not look into, other readers may.
                    if (header.isMultipart()) {
                        broken.accept(Rule.BOUNDARY, "a multipart cannot be parsed");
                    } else if (header.isMessage()) {
                        broken.accept(Rule.STRUCTURE, "a message within cannot be parsed");
                    }
                    scan(stream, broken);
                }
                default -> {
                    // Preambles and epilogues show nothing to anybody.
                }
            }
            // The message itself is not nested.
            if (depth - 1 > maxDepth) {
                broken.accept(Rule.DEPTH, "parts are nested more than %d deep".formatted(maxDepth));
                return;
            }
            if (parts > maxParts) {
                broken.accept(Rule.PARTS, "there are more than %d parts".formatted(maxParts));
                return;
            }
        }
    }

    private void scan(MimeTokenStream stream, BiConsumer<Rule, String> broken) throws IOException {
        boolean text = "text".equalsIgnoreCase(stream.getBodyDescriptor().getMediaType());
        if (!archives && !(text && uuencode)) {
            return;
        }
        var decoded = stream.getDecodedInputStream();
        var in =
                text && uuencode
                        ? new UuencodedNames(decoded, name -> fileName.check(name, broken))
                        : decoded;
        // Whatever it is called: readers go by the name of the file.
        boolean all =
                !archives
                        || ZipNames.find(in, maxArchiveNames, name -> fileName.check(name, broken));
        if (!all) {
            broken.accept(
                    Rule.STRUCTURE,
                    "an archive holds more than %d files".formatted(maxArchiveNames));
        }
        in.transferTo(OutputStream.nullOutputStream());
    }

    /// Hears of what mime4j is lenient about.
    private static final class Monitor extends DecodeMonitor {

        private final BiConsumer<Rule, String> broken;
        private int badLines;

        Monitor(BiConsumer<Rule, String> broken) {
            this.broken = broken;
        }

        @Override
        public boolean warn(String error, String dropDesc) {
            if (error.contains(Event.MIME_BODY_PREMATURE_END.toString())) {
                broken.accept(Rule.UNCLOSED, "a multipart does not end");
            } else if (error.contains(Event.INVALID_HEADER.toString())) {
                badLines++;
            }
            return false;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }
}
