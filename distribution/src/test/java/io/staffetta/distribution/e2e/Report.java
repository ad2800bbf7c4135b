package io.staffetta.distribution.e2e;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.SharedByteArrayInputStream;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A delivery status notification as Jakarta Mail reads it.
///
/// @param message all of it
/// @param text what a person reads
/// @param ofMessage the fields about the message
/// @param ofRecipients the fields about each recipient
/// @param returnedType content type of what is returned
/// @param returned what is returned
record Report(
        MimeMessage message,
        String text,
        InternetHeaders ofMessage,
        List<InternetHeaders> ofRecipients,
        String returnedType,
        String returned) {

    /// Whether a message is a report about a recipient.
    static Predicate<String> about(String recipient) {
        var field =
                Pattern.compile(
                        "(?mi)^Final-Recipient: rfc822; ?" + Pattern.quote(recipient) + "\\r?$");
        return message -> field.matcher(message).find();
    }

    static Report parse(String raw) {
        try {
            var message =
                    new MimeMessage(
                            Session.getInstance(new Properties()),
                            new SharedByteArrayInputStream(
                                    raw.getBytes(StandardCharsets.ISO_8859_1)));
            var type = new ContentType(message.getContentType());
            if (!type.match("multipart/report")
                    || !"delivery-status".equalsIgnoreCase(type.getParameter("report-type"))) {
                throw new AssertionError("no delivery status notification: " + type);
            }
            var parts = (MimeMultipart) message.getContent();
            var status = blocks(parts.getBodyPart(1));
            var returned = parts.getBodyPart(2);
            return new Report(
                    message,
                    text(parts.getBodyPart(0).getInputStream()),
                    status.getFirst(),
                    status.subList(1, status.size()),
                    new ContentType(returned.getContentType()).getBaseType(),
                    text(returned.getInputStream()));
        } catch (MessagingException e) {
            throw new AssertionError("no message: " + raw, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A field about the message.
    @Nullable String field(String name) {
        return ofMessage.getHeader(name, null);
    }

    /// A field about the only recipient.
    @Nullable String recipientField(String name) {
        if (ofRecipients.size() != 1) {
            throw new AssertionError(ofRecipients.size() + " recipients");
        }
        return ofRecipients.getFirst().getHeader(name, null);
    }

    private static List<InternetHeaders> blocks(BodyPart part)
            throws MessagingException, IOException {
        if (!part.isMimeType("message/delivery-status")) {
            throw new AssertionError("no delivery status: " + part.getContentType());
        }
        var blocks = new ArrayList<InternetHeaders>();
        try (var in = part.getInputStream()) {
            for (var next = new InternetHeaders(in);
                    next.getAllHeaders().hasMoreElements();
                    next = new InternetHeaders(in)) {
                blocks.add(next);
            }
        }
        return blocks;
    }

    private static String text(InputStream content) throws IOException {
        try (content) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
