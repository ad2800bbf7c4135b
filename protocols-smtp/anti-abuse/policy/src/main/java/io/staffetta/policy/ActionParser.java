package io.staffetta.policy;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Reply;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads the text behind `action=` (Postfix access(5)).
final class ActionParser {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern CODE = Pattern.compile("[45][0-5][0-9]");
    private static final Pattern STATUS = Pattern.compile("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}");
    private static final String DENIED = "Access denied";

    private ActionParser() {}

    /// @throws ProtocolException if it is no action, or one this server does not have
    static Action parse(String action) throws ProtocolException {
        var text = action.strip();
        int blank = 0;
        while (blank < text.length() && !isBlank(text.charAt(blank))) {
            blank++;
        }
        var verb = text.substring(0, blank);
        var rest = text.substring(blank).strip();
        if (CODE.matcher(verb).matches()) {
            return refuse(Integer.parseInt(verb), rest, DENIED);
        }
        if (DIGITS.matcher(verb).matches() && rest.isEmpty()) {
            return new Action.Ok();
        }
        return switch (verb.toUpperCase(Locale.ROOT)) {
            case "OK" -> new Action.Ok();
            case "DUNNO" -> new Action.Next(Action.Next.Kind.DUNNO, rest);
            case "INFO" -> new Action.Next(Action.Next.Kind.INFO, rest);
            case "WARN" -> new Action.Next(Action.Next.Kind.WARN, rest);
            case "DEFER_IF_REJECT" -> new Action.Next(Action.Next.Kind.DEFER_IF_REJECT, rest);
            case "REJECT" -> refuse(554, rest, DENIED);
            case "DEFER" -> refuse(450, rest, "Try again later");
            case "DEFER_IF_PERMIT" -> refuse(450, rest, "Service unavailable");
            case "HOLD" -> new Action.Hold(rest.isEmpty() ? "triggers HOLD action" : rest);
            case "DISCARD" -> new Action.Discard(rest.isEmpty() ? "triggers DISCARD action" : rest);
            case "PREPEND" -> prepend(rest);
            case "REDIRECT" -> new Action.Redirect(mailbox(rest));
            case "BCC" -> new Action.Bcc(mailbox(rest));
            default -> throw new ProtocolException("is not an action known here: " + text);
        };
    }

    /// Without an enhanced status code, or one of another class, it is 4.7.1 or 5.7.1.
    private static Action refuse(int code, String rest, String otherwise) {
        int blank = rest.indexOf(' ');
        var first = blank < 0 ? rest : rest.substring(0, blank);
        var status = new EnhancedStatus(code / 100, 7, 1);
        var text = rest;
        if (STATUS.matcher(first).matches()) {
            var said = EnhancedStatus.parse(first);
            status = said.statusClass() == code / 100 ? said : status;
            text = rest.substring(first.length()).strip();
        }
        return new Action.Refuse(
                new Reply(code, status, List.of(text.isEmpty() ? otherwise : text)));
    }

    private static Action prepend(String text) throws ProtocolException {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new ProtocolException("has no header field behind PREPEND");
        }
        try {
            return new Action.Prepend(
                    Header.of(text.substring(0, colon), text.substring(colon + 1).strip()));
        } catch (IllegalArgumentException e) {
            throw failure("has no header field behind PREPEND", e);
        }
    }

    private static Mailbox mailbox(String text) throws ProtocolException {
        var bare =
                text.startsWith("<") && text.endsWith(">")
                        ? text.substring(1, text.length() - 1)
                        : text;
        try {
            return Mailbox.parse(bare);
        } catch (IllegalArgumentException e) {
            throw failure("has no mail address behind its verb", e);
        }
    }

    private static ProtocolException failure(String message, Throwable cause) {
        var failure = new ProtocolException(message);
        failure.initCause(cause);
        return failure;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
