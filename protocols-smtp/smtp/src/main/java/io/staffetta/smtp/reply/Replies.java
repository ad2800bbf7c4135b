package io.staffetta.smtp.reply;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Reply;

import java.util.IdentityHashMap;
import java.util.List;

/// The constant replies. None of them repeats what the client said.
public final class Replies {

    private static final IdentityHashMap<Reply, byte[]> ENCODED = new IdentityHashMap<>();

    private static final EnhancedStatus SUCCESS = EnhancedStatus.parse("2.0.0");

    public static final Reply OK = constant(250, "2.0.0", "OK");
    public static final Reply SENDER_OK = constant(250, "2.1.0", "Sender OK");
    public static final Reply RECIPIENT_OK = constant(250, "2.1.5", "Recipient OK");
    public static final Reply CHUNK_OK = constant(250, "2.0.0", "Chunk received");
    public static final Reply CANNOT_VERIFY =
            constant(252, "2.1.5", "Cannot verify, send mail to find out");
    public static final Reply HELP = constant(214, "2.0.0", "See RFC 5321");
    public static final Reply BYE = constant(221, "2.0.0", "Bye");
    public static final Reply READY_FOR_TLS = constant(220, "2.0.0", "Ready to start TLS");
    public static final Reply SEND_CONTENT = plain(354, "End data with <CR><LF>.<CR><LF>");

    public static final Reply TIMEOUT = constant(421, "4.4.2", "Timeout, closing connection");
    public static final Reply STOPPING = constant(421, "4.3.2", "Server is shutting down");
    public static final Reply TOO_MANY_ERRORS = constant(421, "4.7.0", "Too many errors");
    public static final Reply TLS_UNAVAILABLE = constant(454, "4.7.0", "TLS not available");

    public static final Reply UNKNOWN = constant(500, "5.5.1", "Command unknown");
    public static final Reply LINE_TOO_LONG = constant(500, "5.5.2", "Line too long");
    public static final Reply RESPONSE_TOO_LONG =
            constant(500, "5.5.6", "Authentication exchange line is too long");
    public static final Reply GARBLED =
            constant(501, "5.5.2", "Control character or malformed UTF-8 in command");
    public static final Reply NO_ARGUMENT = constant(501, "5.5.4", "No argument allowed");
    public static final Reply ARGUMENT_NEEDED = constant(501, "5.5.4", "Argument needed");
    public static final Reply BAD_NAME =
            constant(501, "5.5.4", "Host name or address literal needed");
    public static final Reply BAD_MAIL = constant(501, "5.5.4", "Syntax: MAIL FROM:<address>");
    public static final Reply BAD_RCPT = constant(501, "5.5.4", "Syntax: RCPT TO:<address>");
    public static final Reply BAD_SENDER = constant(501, "5.1.7", "Malformed sender address");
    public static final Reply BAD_RECIPIENT = constant(501, "5.1.3", "Malformed recipient address");
    public static final Reply BAD_PARAMETER = constant(501, "5.5.4", "Malformed parameter");
    public static final Reply BAD_BDAT = constant(501, "5.5.4", "Syntax: BDAT size [LAST]");
    public static final Reply BAD_AUTH =
            constant(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]");
    public static final Reply BAD_BASE64 = constant(501, "5.5.2", "Malformed base64");
    public static final Reply INITIAL_RESPONSE =
            constant(501, "5.5.2", "This mechanism has no initial response");
    public static final Reply AUTH_CANCELLED = constant(501, "5.7.0", "Authentication cancelled");
    public static final Reply NOT_OFFERED = constant(502, "5.5.1", "Command not offered");
    public static final Reply NOT_SMTP = constant(502, "5.5.1", "This is a mail server");
    public static final Reply HELLO_FIRST = constant(503, "5.5.1", "Say EHLO first");
    public static final Reply LHLO_FIRST = constant(503, "5.5.1", "Say LHLO first");
    public static final Reply NESTED_MAIL = constant(503, "5.5.1", "MAIL already given");
    public static final Reply MAIL_FIRST = constant(503, "5.5.1", "MAIL needed first");
    public static final Reply RCPT_FIRST = constant(503, "5.5.1", "RCPT needed first");
    public static final Reply NO_RECIPIENTS = constant(554, "5.5.1", "No valid recipients");
    public static final Reply IN_TRANSACTION =
            constant(503, "5.5.1", "Not during a mail transaction");
    public static final Reply TLS_ACTIVE = constant(503, "5.5.1", "TLS is active already");
    public static final Reply BINARY_NEEDS_BDAT = constant(503, "5.5.1", "BINARYMIME needs BDAT");
    public static final Reply BDAT_STARTED = constant(503, "5.5.1", "Only BDAT or RSET after BDAT");
    public static final Reply CHUNK_REFUSED =
            constant(503, "5.5.1", "An earlier chunk was refused");
    public static final Reply UNKNOWN_PARAMETER =
            constant(555, "5.5.4", "Parameter unknown or not offered");
    public static final Reply DUPLICATE_PARAMETER = constant(555, "5.5.4", "Parameter given twice");
    public static final Reply NEEDS_SMTPUTF8 = constant(553, "5.6.7", "Address needs SMTPUTF8");

    public static final Reply BARE_NEWLINE = constant(521, "5.5.2", "Lines must end in <CR><LF>");
    public static final Reply OUT_OF_TURN =
            constant(554, "5.5.0", "SMTP protocol synchronization error");
    public static final Reply TOO_LARGE =
            constant(552, "5.3.4", "Message exceeds the maximum size");
    public static final Reply HAS_NUL = constant(554, "5.6.0", "Message contains NUL");
    public static final Reply TOO_MANY_CHUNKS = constant(552, "5.3.4", "Too many chunks");

    private Replies() {}

    /// The octets of a reply, made beforehand if it is one of ours. Not to be changed.
    public static byte[] encode(Reply reply) {
        var encoded = ENCODED.get(reply);
        return encoded == null ? reply.encode() : encoded;
    }

    /// A message was accepted.
    public static Reply queued(String id) {
        return new Reply(250, SUCCESS, List.of("Queued as " + id));
    }

    /// A reply of several lines without status, as to EHLO.
    public static Reply plain(int code, List<String> lines) {
        return new Reply(code, null, lines);
    }

    private static Reply plain(int code, String text) {
        var reply = Reply.of(code, text);
        ENCODED.put(reply, reply.encode());
        return reply;
    }

    private static Reply constant(int code, String status, String text) {
        var reply = Reply.of(code, status, text);
        ENCODED.put(reply, reply.encode());
        return reply;
    }
}
