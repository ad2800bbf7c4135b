package io.staffetta.milter.wire;

import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what a filter says. Everything in it may be hostile or broken.
final class ResponseParser {

    private static final int ADD_HEADERS = 0x01;
    private static final int CHANGE_BODY = 0x02;
    private static final int ADD_RECIPIENTS = 0x04;
    private static final int REMOVE_RECIPIENTS = 0x08;
    private static final int CHANGE_HEADERS = 0x10;
    private static final int QUARANTINE = 0x20;
    private static final int CHANGE_SENDER = 0x40;
    private static final int ADD_RECIPIENTS_WITH_PARAMETERS = 0x80;

    private static final Pattern LINE_BREAK = Pattern.compile("\r?\n");

    private final Agreement agreement;
    private final String hostname;

    /// @param hostname completes addresses without a domain
    ResponseParser(Agreement agreement, String hostname) {
        this.agreement = agreement;
        this.hostname = hostname;
    }

    Response parse(char code, byte[] data) throws MilterException {
        var in = ByteBuffer.wrap(data);
        try {
            var response = response(code, in);
            Strings.end(in);
            return response;
        } catch (IllegalArgumentException e) {
            throw new MilterException("the filter's edit '" + code + "' is not valid", e);
        }
    }

    private Response response(char code, ByteBuffer in) throws MilterException {
        return switch (code) {
            case 'c' -> new Response.Continue();
            case 'a' -> new Response.Accept();
            case 'r' -> new Response.Reject();
            case 't' -> new Response.Tempfail();
            case 'd' -> new Response.Discard();
            case 'f' -> new Response.ConnectionFail();
            case '4' -> new Response.Shutdown();
            case 'p' -> new Response.Progress();
            case 'y' -> new Response.ReplyCode(ReplyText.parse(Strings.next(in)));
            case 's' -> {
                if (!agreement.maySkip()) {
                    throw new MilterException("the filter skips what it may not");
                }
                yield new Response.Skip();
            }
            default -> new Response.Edited(edit(code, in));
        };
    }

    private Edit edit(char code, ByteBuffer in) throws MilterException {
        return switch (code) {
            case 'h' -> {
                allow(ADD_HEADERS);
                yield new Edit.AddHeader(header(in));
            }
            case 'i' -> {
                allow(ADD_HEADERS);
                yield new Edit.InsertHeader(index(in), header(in));
            }
            case 'm' -> {
                allow(CHANGE_HEADERS);
                yield changeHeader(Math.max(1, index(in)), Strings.next(in), Strings.next(in));
            }
            case 'b' -> {
                allow(CHANGE_BODY);
                var octets = new byte[in.remaining()];
                in.get(octets);
                yield new Edit.ReplaceBody(octets);
            }
            case '+' -> {
                allow(ADD_RECIPIENTS);
                yield new Edit.AddRecipient(recipient(in), RecipientParameters.NONE);
            }
            case '2' -> {
                allow(ADD_RECIPIENTS_WITH_PARAMETERS);
                var address = recipient(in);
                var parameters = in.hasRemaining() ? Strings.next(in) : "";
                yield new Edit.AddRecipient(address, Parameters.ofRecipient(parameters));
            }
            case '-' -> {
                allow(REMOVE_RECIPIENTS);
                yield new Edit.RemoveRecipient(recipient(in));
            }
            case 'e' -> {
                allow(CHANGE_SENDER);
                var path = bare(Strings.next(in));
                var parameters = in.hasRemaining() ? Strings.next(in) : "";
                yield new Edit.ChangeSender(
                        path.isEmpty()
                                ? ReversePath.NULL
                                : ReversePath.of(Edit.mailbox(path, hostname)),
                        parameters.isBlank()
                                ? Optional.empty()
                                : Optional.of(Parameters.ofSender(parameters)));
            }
            case 'q' -> {
                allow(QUARANTINE);
                yield new Edit.Quarantine(Strings.next(in));
            }
            default -> throw new MilterException("the filter gave an answer nobody knows");
        };
    }

    private void allow(int action) throws MilterException {
        if (!agreement.allows(action)) {
            throw new MilterException("the filter edits what it said it would not");
        }
    }

    private static int index(ByteBuffer in) throws MilterException {
        if (in.remaining() < 4) {
            throw new MilterException("the filter's edit is cut short");
        }
        int index = in.getInt();
        if (index < 0) {
            throw new MilterException("the filter edits a field that cannot be");
        }
        return index;
    }

    private Edit changeHeader(int index, String name, String value) {
        return value.isEmpty()
                ? new Edit.RemoveHeader(index, Header.of(name, "").name())
                : new Edit.ChangeHeader(index, header(name, value));
    }

    private Header header(ByteBuffer in) throws MilterException {
        return header(Strings.next(in), Strings.next(in));
    }

    /// Refuses what is no header field, before anything is done.
    private Header header(String name, String value) {
        var lines = LINE_BREAK.split(value.stripTrailing(), -1);
        var text = String.join("\r\n", lines);
        return agreement.keepsLeadingSpace() ? new Header(name, text) : Header.of(name, text);
    }

    private String recipient(ByteBuffer in) throws MilterException {
        return Edit.mailbox(bare(Strings.next(in)), hostname).toString();
    }

    private static String bare(String address) {
        var text = address.strip();
        return text.startsWith("<") && text.endsWith(">")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
