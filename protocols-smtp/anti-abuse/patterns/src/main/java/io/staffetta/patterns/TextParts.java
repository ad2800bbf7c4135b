package io.staffetta.patterns;

import io.staffetta.spi.mail.Content;
import io.staffetta.text.EncodedWords;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The decoded text parts of a message.
final class TextParts {

    private static final int MAX_DEPTH = 50;
    private static final MimeConfig CONFIG =
            MimeConfig.custom()
                    .setMaxLineLen(-1)
                    .setMaxHeaderLen(256 * 1024)
                    .setMaxHeaderCount(10_000)
                    .setMaxContentLen(-1)
                    .build();

    private TextParts() {}

    /// Reads their lines, up to a limit of octets over all of them.
    ///
    /// @return whether the message could be read as MIME as far as wanted
    static boolean read(Content content, Lines lines, int limit, Lines.Taker taker)
            throws IOException {
        try (var in = content.open()) {
            var stream = new MimeTokenStream(CONFIG);
            stream.parse(in);
            int left = limit;
            int depth = 0;
            for (var state = stream.getState();
                    state != EntityState.T_END_OF_STREAM && left > 0;
                    state = stream.next()) {
                if (state == EntityState.T_START_MULTIPART
                        || state == EntityState.T_START_MESSAGE) {
                    depth++;
                } else if (state == EntityState.T_END_MULTIPART
                        || state == EntityState.T_END_MESSAGE) {
                    depth--;
                }
                if (depth > MAX_DEPTH) {
                    return false;
                }
                if (state == EntityState.T_BODY
                        && stream.getBodyDescriptor().getMediaType().equalsIgnoreCase("text")) {
                    var going = new boolean[] {true};
                    left -=
                            lines.read(
                                    stream.getDecodedInputStream(),
                                    charset(stream.getBodyDescriptor()),
                                    left,
                                    line -> going[0] = taker.take(line));
                    if (!going[0]) {
                        return true;
                    }
                }
            }
            return true;
        } catch (UncheckedIOException e) {
            throw e;
        } catch (MimeException | MimeIOException | RuntimeException _) {
            return false;
        }
    }

    private static Charset charset(BodyDescriptor part) {
        var name = part.getCharset();
        var charset = name == null ? null : EncodedWords.charset(name);
        return charset == null ? StandardCharsets.UTF_8 : charset;
    }
}
