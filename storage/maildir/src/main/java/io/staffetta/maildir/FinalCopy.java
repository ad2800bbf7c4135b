package io.staffetta.maildir;

import io.staffetta.maildir.MaildirSettings.LineEndings;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.queue.Delivery;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a message as its recipient gets it: `Return-Path` (RFC 5321 §4.4), `Delivered-To` with
/// the mailbox, `X-Original-To` where an alias led here, and then the message octet by octet, but
/// for `Return-Path` fields others put in.
final class FinalCopy {

    private static final byte[] RETURN_PATH = "return-path:".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 64 << 10;

    private final LineEndings lineEndings;

    FinalCopy(LineEndings lineEndings) {
        this.lineEndings = lineEndings;
    }

    void write(Delivery delivery, int recipient, OutputStream file) throws IOException {
        // With room for the trace: most messages are one read and one write.
        int buffer = (int) Math.min(BUFFER, delivery.content().size() + 1024);
        var out = new BufferedOutputStream(lines(delivery, file), buffer);
        out.write(trace(delivery, recipient).getBytes(StandardCharsets.UTF_8));
        try (var content = new BufferedInputStream(delivery.content().open(), buffer)) {
            copyHeader(content, out);
            content.transferTo(out);
        }
        out.flush();
    }

    private OutputStream lines(Delivery delivery, OutputStream file) {
        var binary = delivery.envelope().parameters().body() == BodyType.BINARY_MIME;
        return switch (lineEndings) {
            case CRLF -> file;
            case LF -> binary ? file : new UnixLines(file);
        };
    }

    private static String trace(Delivery delivery, int index) {
        var recipient = delivery.recipient(index);
        var trace =
                "Return-Path: <"
                        + delivery.envelope().reversePath()
                        + ">\r\nDelivered-To: "
                        + recipient.mailbox()
                        + "\r\n";
        return recipient.original().equals(recipient.mailbox())
                ? trace
                : trace + "X-Original-To: " + recipient.original() + "\r\n";
    }

    private static void copyHeader(BufferedInputStream in, OutputStream out) throws IOException {
        var dropping = false;
        while (true) {
            in.mark(RETURN_PATH.length);
            var start = in.readNBytes(RETURN_PATH.length);
            in.reset();
            if (start.length == 0 || start[0] == '\r' || start[0] == '\n') {
                return;
            }
            var folded = start[0] == ' ' || start[0] == '\t';
            dropping = folded ? dropping : isReturnPath(start);
            copyLine(in, dropping ? OutputStream.nullOutputStream() : out);
        }
    }

    private static boolean isReturnPath(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1)
                .equalsIgnoreCase(new String(RETURN_PATH, StandardCharsets.US_ASCII));
    }

    private static void copyLine(BufferedInputStream in, OutputStream out) throws IOException {
        int octet;
        do {
            octet = in.read();
            if (octet >= 0) {
                out.write(octet);
            }
        } while (octet >= 0 && octet != '\n');
    }
}
