package io.staffetta.remote.body;

import io.staffetta.spi.mail.Content;

import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Messages written as text, one octet for each character.
final class Samples {

    private Samples() {}

    static Content content(String... lines) {
        return octets(String.join("\r\n", lines) + "\r\n");
    }

    static Content octets(String text) {
        return Content.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String text(Content content) throws IOException {
        var out = new ByteArrayOutputStream();
        content.transferTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    static String converted(Content content) throws IOException {
        return text(SevenBit.convert(content).orElseThrow());
    }

    /// The media types and decoded bodies of all parts without parts, as somebody else reads them.
    static List<String> leaves(String message) throws Exception {
        var leaves = new ArrayList<String>();
        collect(
                new MimeMessage(
                        null,
                        new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1))),
                leaves);
        return leaves;
    }

    private static void collect(MimePart part, List<String> leaves) throws Exception {
        if (part.isMimeType("multipart/*")) {
            var parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                collect((MimePart) parts.getBodyPart(i), leaves);
            }
        } else if (part.isMimeType("message/rfc822")) {
            collect(new MimeMessage(null, part.getInputStream()), leaves);
        } else {
            try (InputStream in = part.getInputStream()) {
                var body = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                leaves.add(part.getContentType().replaceAll("[;\\s].*", "") + " " + body);
            }
        }
    }

    /// Whether it could go to any server.
    static boolean isFit(String message) {
        return message.chars().allMatch(c -> c > 0 && c < 128)
                && message.replace("\r\n", "").chars().noneMatch(c -> c == '\r' || c == '\n')
                && message.lines().allMatch(line -> line.length() <= 998);
    }
}
