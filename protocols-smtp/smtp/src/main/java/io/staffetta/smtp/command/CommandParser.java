package io.staffetta.smtp.command;

import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;

import java.util.Optional;

/// Parses command lines (RFC 5321 §4.1.1). Text that follows a complete command is an error,
/// always, but trailing spaces are not (§4.1.1).
///
/// @param home the domain of `<Postmaster>` (§4.1.1.3)
/// @param strictPaths whether a space between `FROM:` and `<` is an error
public record CommandParser(Domain home, boolean strictPaths) {

    private static final int MAX_PATH = 256;
    private static final int MAX_NAME = 255;

    /// Parses a line.
    ///
    /// @param verb as [Verb#of] says
    /// @throws Refused if it is wrong; nothing else is ever thrown
    public Command parse(Verb verb, String line) throws Refused {
        var text = line.endsWith(" ") ? line.stripTrailing() : line;
        int end = text.indexOf(' ');
        var in = new Cursor(text, end < 0 ? text.length() : end);
        in.skipSpaces();
        return switch (verb) {
            case EHLO -> hello(Greeting.Verb.EHLO, in);
            case HELO -> hello(Greeting.Verb.HELO, in);
            case LHLO -> hello(Greeting.Verb.LHLO, in);
            case MAIL -> mail(in);
            case RCPT -> recipient(in);
            case DATA -> alone(in, new Command.Data());
            case BDAT -> chunk(in);
            case RSET -> alone(in, new Command.Reset());
            case NOOP -> new Command.Noop();
            case VRFY -> about(in, new Command.Vrfy());
            case EXPN -> about(in, new Command.Expn());
            case HELP -> new Command.Help();
            case QUIT -> alone(in, new Command.Quit());
            case AUTH -> auth(in);
            case STARTTLS -> alone(in, new Command.StartTls());
            case FOREIGN -> new Command.Foreign();
            case UNKNOWN -> new Command.Unknown(line);
        };
    }

    private static Command alone(Cursor in, Command command) throws Refused {
        in.end(Replies.NO_ARGUMENT);
        return command;
    }

    private static Command about(Cursor in, Command command) throws Refused {
        in.word(Replies.ARGUMENT_NEEDED);
        return command;
    }

    private static Command hello(Greeting.Verb verb, Cursor in) throws Refused {
        var name = in.word(Replies.BAD_NAME);
        in.end(Replies.BAD_NAME);
        if (name.length() > MAX_NAME || !name.chars().allMatch(CommandParser::isNameCharacter)) {
            throw Refused.with(Replies.BAD_NAME);
        }
        return new Command.Hello(new Greeting(verb, name));
    }

    /// More than host names have, as clients on desktops use what their machine is called; but
    /// nothing that means something in a `Received` field.
    private static boolean isNameCharacter(int c) {
        return c > ' ' && c < 127 && "()<>@,;\\\"".indexOf(c) < 0;
    }

    private Command mail(Cursor in) throws Refused {
        in.expect("FROM:", Replies.BAD_MAIL);
        var path = path(in, Replies.BAD_MAIL, Replies.BAD_SENDER);
        try {
            var sender = ReversePath.parse(path);
            return new Command.Mail(sender, !isAscii(path), Parameters.parse(in));
        } catch (IllegalArgumentException e) {
            throw Refused.with(Replies.BAD_SENDER);
        }
    }

    private Command recipient(Cursor in) throws Refused {
        in.expect("TO:", Replies.BAD_RCPT);
        var path = path(in, Replies.BAD_RCPT, Replies.BAD_RECIPIENT);
        try {
            var recipient =
                    path.equalsIgnoreCase("postmaster")
                            ? new Mailbox(path, home)
                            : Mailbox.parse(path);
            return new Command.Rcpt(recipient, !isAscii(path), Parameters.parse(in));
        } catch (IllegalArgumentException e) {
            throw Refused.with(Replies.BAD_RECIPIENT);
        }
    }

    private String path(Cursor in, Reply badCommand, Reply badPath) throws Refused {
        if (!strictPaths) {
            in.skipSpaces();
        }
        if (in.peek() != '<') {
            throw Refused.with(badCommand);
        }
        var path = in.path(badPath);
        if (!in.isAtEnd() && in.peek() != ' ') {
            throw Refused.with(badPath);
        }
        if (path.length() > MAX_PATH) {
            throw Refused.with(badPath);
        }
        return withoutRoute(path, badPath);
    }

    /// Source routes are accepted and ignored (RFC 5321 appendix C).
    private static String withoutRoute(String path, Reply badPath) throws Refused {
        if (!path.startsWith("@")) {
            return path;
        }
        int colon = path.indexOf(':');
        if (colon < 0) {
            throw Refused.with(badPath);
        }
        try {
            for (var hop : path.substring(0, colon).split(",", -1)) {
                if (!hop.startsWith("@")) {
                    throw Refused.with(badPath);
                }
                Domain.parse(hop.substring(1));
            }
        } catch (IllegalArgumentException e) {
            throw Refused.with(badPath);
        }
        var mailbox = path.substring(colon + 1);
        if (mailbox.isEmpty()) {
            throw Refused.with(badPath);
        }
        return mailbox;
    }

    /// A wrong BDAT closes: nobody knows how much follows it.
    private static Command chunk(Cursor in) throws Refused {
        try {
            var digits = in.word(Replies.BAD_BDAT);
            boolean last = false;
            if (!in.isAtEnd()) {
                in.spaces(Replies.BAD_BDAT);
                in.expect("LAST", Replies.BAD_BDAT);
                in.end(Replies.BAD_BDAT);
                last = true;
            }
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new Command.Bdat(Long.parseLong(digits), last);
            }
        } catch (NumberFormatException | Refused e) {
            // Told below, as any other mistake.
        }
        throw Refused.closing(Replies.BAD_BDAT);
    }

    private static Command auth(Cursor in) throws Refused {
        var mechanism = in.word(Replies.BAD_AUTH);
        var initial = Optional.<String>empty();
        if (!in.isAtEnd()) {
            in.spaces(Replies.BAD_AUTH);
            initial = Optional.of(in.word(Replies.BAD_AUTH));
            in.end(Replies.BAD_AUTH);
        }
        boolean named =
                mechanism.length() <= 20
                        && mechanism
                                .chars()
                                .allMatch(c ->
                                        (c >= 'A' && c <= 'Z')
                                                || (c >= 'a' && c <= 'z')
                                                || (c >= '0' && c <= '9')
                                                || c == '-'
                                                || c == '_');
        if (!named) {
            throw Refused.with(Replies.BAD_AUTH);
        }
        return new Command.Auth(mechanism, initial);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
