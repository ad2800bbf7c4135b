package io.staffetta.benchmarks.load;

import io.staffetta.benchmarks.load.Exchange.Effect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The dialogue of every session of a load.
///
/// @param opening once, at the start of a connection
/// @param transaction for each message
/// @param closing once, at its end
public record Script(List<Exchange> opening, List<Exchange> transaction, List<Exchange> closing) {

    private static final Exchange BANNER = Exchange.of("", Effect.NONE, 220);
    private static final Exchange HELLO = Exchange.of("EHLO client.test\r\n", Effect.NONE, 250);
    private static final Exchange QUIT = Exchange.of("QUIT\r\n", Effect.NONE, 221);

    public Script {
        opening = List.copyOf(opening);
        transaction = List.copyOf(transaction);
        closing = List.copyOf(closing);
    }

    /// The dialogue that a load asks for.
    static Script of(Load load) {
        var opening = new ArrayList<>(List.of(BANNER, HELLO));
        if (load.security() != Load.Security.CLEAR) {
            opening.add(Exchange.of("STARTTLS\r\n", Effect.SECURES, 220));
            opening.add(HELLO);
        }
        load.login().ifPresent(login -> opening.add(Exchange.of(login.plain(), Effect.NONE, 235)));
        return new Script(opening, transaction(load), List.of(QUIT));
    }

    /// A dialogue that stops behind its opening and keeps the connection.
    Script withoutMessages() {
        return new Script(opening, List.of(), closing);
    }

    private static List<Exchange> transaction(Load load) {
        var mail = "MAIL FROM:<" + load.sender() + ">\r\n";
        var rcpt = "RCPT TO:<" + load.recipient() + ">\r\n";
        var content = content(load.size());
        var stuffed = new String(content, StandardCharsets.US_ASCII) + ".\r\n";
        return switch (load.style()) {
            case STEP_BY_STEP ->
                    List.of(
                            Exchange.of(mail, Effect.BEGINS, 250),
                            Exchange.of(rcpt, Effect.NONE, 250),
                            Exchange.of("DATA\r\n", Effect.NONE, 354),
                            Exchange.of(stuffed, Effect.ACKNOWLEDGES, 250));
            case PIPELINED ->
                    List.of(
                            Exchange.of(mail + rcpt + "DATA\r\n", Effect.BEGINS, 250, 250, 354),
                            Exchange.of(stuffed, Effect.ACKNOWLEDGES, 250));
            case CHUNKED ->
                    List.of(
                            new Exchange(
                                    chunk(mail + rcpt, content),
                                    List.of(250, 250, 250),
                                    Effect.BEGINS_AND_ACKNOWLEDGES));
        };
    }

    private static byte[] chunk(String commands, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                (commands + "BDAT " + content.length + " LAST\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        return out.toByteArray();
    }

    /// Lines of 78 octets and CRLF behind a small header section; none begins with a dot.
    static byte[] content(int size) {
        var out =
                new StringBuilder(size + 80)
                        .append("From: <sender@client.test>\r\nSubject: benchmark\r\n\r\n");
        while (out.length() < size - 80) {
            out.append("x".repeat(78)).append("\r\n");
        }
        out.append("x".repeat(Math.max(0, size - out.length() - 2))).append("\r\n");
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Base64 of the initial response of PLAIN (RFC 4616 §2).
    static String plain(String user, String password) {
        var response = "\0" + user + "\0" + password;
        return "AUTH PLAIN "
                + Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8))
                + "\r\n";
    }
}
