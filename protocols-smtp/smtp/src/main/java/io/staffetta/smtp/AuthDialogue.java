package io.staffetta.smtp;

import io.staffetta.smtp.io.Input;
import io.staffetta.smtp.io.Line;
import io.staffetta.smtp.io.LineReader;
import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.smtp.state.Next;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.AuthExchange;
import io.staffetta.spi.protocol.Intake;

import java.io.EOFException;
import java.io.IOException;
import java.util.Base64;

/// The dialogue of one AUTH command (RFC 4954 §4). Nothing of it is ever logged.
final class AuthDialogue {

    /// More than any mechanism needs.
    private static final int MAX_ROUNDS = 32;

    private static final byte[] NOTHING = {};

    private final Intake intake;
    private final Input input;
    private final LineReader lines;
    private final Voice voice;
    private final SmtpSettings settings;

    AuthDialogue(Intake intake, Input input, LineReader lines, Voice voice, SmtpSettings settings) {
        this.intake = intake;
        this.input = input;
        this.lines = lines;
        this.voice = voice;
        this.settings = settings;
    }

    /// Runs the dialogue and gives the reply to AUTH.
    ///
    /// @throws Refused if the client breaks the rules or breaks off
    Reply run(Next.Authenticate command) throws IOException, Farewell, Refused {
        return switch (intake.authenticate(command.mechanism())) {
            case Intake.Authentication.Refuse(var reply) -> reply;
            case Intake.Authentication.Disconnect(var reply) -> throw Farewell.refusing(reply);
            case Intake.Authentication.Begun(var exchange) ->
                    exchange(exchange, first(exchange, command));
        };
    }

    private byte[] first(AuthExchange exchange, Next.Authenticate command)
            throws IOException, Farewell, Refused {
        if (command.initial().isEmpty()) {
            return exchange.opening() == Opening.CLIENT ? ask(NOTHING) : NOTHING;
        }
        if (exchange.opening() == Opening.SERVER) {
            throw Refused.with(Replies.INITIAL_RESPONSE);
        }
        var initial = command.initial().get();
        if (initial.length() > settings.limits().saslResponse()) {
            throw Refused.with(Replies.RESPONSE_TOO_LONG);
        }
        return initial.equals("=") ? NOTHING : decode(initial);
    }

    private Reply exchange(AuthExchange exchange, byte[] first)
            throws IOException, Farewell, Refused {
        var response = first;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            switch (exchange.next(response)) {
                case AuthExchange.Step.Challenge(var octets) -> response = ask(octets);
                case AuthExchange.Step.Authenticated(var reply, var octets) -> {
                    if (octets.length > 0) {
                        confirm(octets);
                    }
                    return reply;
                }
                case AuthExchange.Step.Refuse(var reply) -> {
                    return reply;
                }
                case AuthExchange.Step.Disconnect(var reply) -> throw Farewell.refusing(reply);
            }
        }
        throw Refused.closing(Replies.AUTH_CANCELLED);
    }

    /// Sends data that comes with success. The session is authenticated by now, so a client that
    /// does not agree has to go.
    private void confirm(byte[] octets) throws IOException, Farewell, Refused {
        try {
            if (ask(octets).length == 0) {
                return;
            }
        } catch (Refused refused) {
            throw Farewell.refusing(refused.reply());
        }
        throw Farewell.refusing(Replies.BAD_BASE64);
    }

    private byte[] ask(byte[] challenge) throws IOException, Farewell, Refused {
        voice.challenge(challenge);
        return switch (lines.next(settings.timeouts().command(), false)) {
            case Line.Text(var text, _) -> response(text);
            case Line.Garbled _ -> throw Refused.with(Replies.BAD_BASE64);
            case Line.TooLong _ -> throw tooLong();
            case Line.Bare _ -> throw Farewell.refusing(Replies.BARE_NEWLINE);
            case Line.Foreign _ -> throw Farewell.refusing(Replies.NOT_SMTP);
            case Line.End _ -> throw new EOFException("the client has gone");
        };
    }

    /// RFC 4954 §4: the exchange fails, the session goes on.
    private Refused tooLong() throws IOException, Farewell {
        if (!lines.skip(settings.timeouts().command(), SmtpLimits.LONGEST_LINE)) {
            throw Farewell.refusing(Replies.RESPONSE_TOO_LONG);
        }
        if (input.isPending()) {
            throw Farewell.refusing(Replies.OUT_OF_TURN);
        }
        return Refused.with(Replies.RESPONSE_TOO_LONG);
    }

    private byte[] response(String text) throws Farewell, Refused {
        if (input.isPending()) {
            throw Farewell.refusing(Replies.OUT_OF_TURN);
        }
        if (text.length() > settings.limits().saslResponse()) {
            throw Refused.with(Replies.RESPONSE_TOO_LONG);
        }
        if (text.equals("*")) {
            throw Refused.with(Replies.AUTH_CANCELLED);
        }
        // Only an initial response is written so, but curl writes every empty one that way.
        return text.equals("=") ? NOTHING : decode(text);
    }

    /// Strict: no other characters, no missing padding, no stray bits.
    private static byte[] decode(String base64) throws Refused {
        try {
            var octets = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(octets).equals(base64)) {
                return octets;
            }
            throw Refused.with(Replies.BAD_BASE64);
        } catch (IllegalArgumentException e) {
            throw Refused.with(Replies.BAD_BASE64);
        }
    }
}
