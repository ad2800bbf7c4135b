package io.staffetta.smtp;

import io.staffetta.smtp.command.CommandParser;
import io.staffetta.smtp.command.Extension;
import io.staffetta.smtp.command.Verb;
import io.staffetta.smtp.io.ContentReader;
import io.staffetta.smtp.io.Input;
import io.staffetta.smtp.io.Line;
import io.staffetta.smtp.io.LineReader;
import io.staffetta.smtp.io.Output;
import io.staffetta.smtp.io.Pace;
import io.staffetta.smtp.io.Time;
import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.smtp.state.Client;
import io.staffetta.smtp.state.State;
import io.staffetta.smtp.state.Terms;
import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.smtp.state.Transitions;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.ServerStoppingException;
import io.staffetta.spi.tls.TlsTerms;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;

/// One connection from banner to end. Everything in it is confined to the connection's thread.
///
/// Reads, watches whose turn it is, and keeps the state. What a command means is decided by
/// [Transitions], and carried out by [Actions].
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    private final Dialect dialect;
    private final SmtpSettings settings;
    private final Connection connection;
    private final Intake intake;
    private final Input input;
    private final LineReader lines;
    private final Voice voice;
    private final Reception reception;
    private final Actions actions;
    private final CommandParser parser;
    private State state = new State.Connected();

    Conversation(
            Dialect dialect,
            SmtpSettings settings,
            Connection connection,
            Intake intake,
            CommandCounters counters,
            Time time) {
        this.dialect = dialect;
        this.settings = settings;
        this.connection = connection;
        this.intake = intake;
        var timeouts = settings.timeouts();
        var limits = settings.limits();
        var output = new Output(connection, timeouts.write());
        input = new Input(connection, output, timeouts.session(), time);
        lines = new LineReader(input, settings.bareNewline(), limits.longestLine());
        var pace = new Pace(timeouts.data(), limits.minDataRate());
        var content = new ContentReader(input, settings.bareNewline(), pace, limits.discard());
        voice = new Voice(output, counters, limits, time, intake);
        reception = new Reception(dialect, intake, content, voice, settings, time);
        var authDialogue = new AuthDialogue(intake, input, lines, voice, settings);
        actions =
                new Actions(
                        connection,
                        intake,
                        input,
                        content,
                        voice,
                        reception,
                        authDialogue,
                        timeouts.handshake());
        parser =
                new CommandParser(
                        Domain.parse(intake.session().hostname()), settings.strictPaths());
    }

    /// Speaks until the end.
    DisconnectReason run() {
        try {
            try {
                open();
                while (true) {
                    turn();
                }
            } catch (Farewell farewell) {
                note(farewell);
                voice.sayAtOnce(farewell.reply());
                return farewell.reason();
            } catch (ServerStoppingException e) {
                voice.sayAtOnce(Replies.STOPPING);
                return DisconnectReason.SHUTDOWN;
            } catch (SocketTimeoutException e) {
                voice.sayAtOnce(Replies.TIMEOUT);
                return DisconnectReason.TIMEOUT;
            } catch (Actions.TlsFailed e) {
                return DisconnectReason.TLS_FAILED;
            }
        } catch (SocketTimeoutException e) {
            return DisconnectReason.TIMEOUT;
        } catch (IOException e) {
            return DisconnectReason.LOST;
        } finally {
            reception.drop();
        }
    }

    private void open() throws IOException, Farewell {
        state = Actions.admit(intake.connected());
        if (state instanceof State.Connected && connection.tls().isPresent()) {
            state = Actions.admit(intake.secured());
        }
        if (mustWait() && input.talksWithin(settings.greetDelay())) {
            intake.protocolError();
            throw Farewell.refusing(Replies.OUT_OF_TURN);
        }
        voice.greet(
                state instanceof State.TurnedAway(var reply)
                        ? reply
                        : Reply.of(220, banner(intake.session().hostname())));
    }

    /// Not a client that is turned away, nor one whose early talk a hook has heard and judged. In
    /// TLS the first octets of a client may come with the end of the handshake.
    private boolean mustWait() {
        return connection.tls().isEmpty()
                && state instanceof State.Connected
                && intake.session().findings().stream()
                        .noneMatch(finding ->
                                finding.check().equals("early-talker")
                                        && finding.result().equals("talked"));
    }

    private String banner(String hostname) {
        return switch (dialect) {
            case SMTP -> hostname + " ESMTP Staffetta";
            case LMTP -> hostname + " LMTP Staffetta";
        };
    }

    private void turn() throws IOException, Farewell {
        switch (lines.next(settings.timeouts().command(), isIdle())) {
            case Line.Text(var text, var octets) -> command(text, octets);
            case Line.Garbled _ -> {
                voice.answering(Verb.UNKNOWN);
                refuse(Replies.GARBLED);
            }
            case Line.TooLong(var verb) -> tooLong(Verb.of(verb));
            case Line.Bare _ -> throw leave(Replies.BARE_NEWLINE);
            case Line.Foreign _ -> throw leave(Replies.NOT_SMTP);
            case Line.End _ -> throw new EOFException("the client has gone");
        }
    }

    /// RFC 4954 §4: an initial response that is too long is refused, and the session goes on. Who
    /// sends anything else of that length does not speak SMTP.
    private void tooLong(Verb verb) throws IOException, Farewell {
        if (verb != Verb.AUTH
                || !lines.skip(settings.timeouts().command(), SmtpLimits.LONGEST_LINE)) {
            throw leave(Replies.LINE_TOO_LONG);
        }
        voice.answering(verb);
        if (input.isPending()) {
            throw Farewell.refusing(Replies.OUT_OF_TURN);
        }
        refuse(Replies.RESPONSE_TOO_LONG);
    }

    private void note(Farewell farewell) {
        if (farewell.reason() == DisconnectReason.REFUSED) {
            log.atInfo()
                    .addKeyValue("session", intake.session().id())
                    .addKeyValue("client", client())
                    .addKeyValue("reply", farewell.reply())
                    .log("session ended by us");
        }
    }

    private String client() {
        return intake.session().clientIp().map(InetAddress::getHostAddress).orElse("unix");
    }

    private Farewell leave(Reply reply) {
        intake.protocolError();
        voice.answering(Verb.UNKNOWN);
        return Farewell.refusing(reply);
    }

    private void command(String text, int octets) throws IOException, Farewell {
        var verb = Verb.of(text);
        voice.answering(verb);
        if (input.isPending() && isOutOfTurn(verb)) {
            intake.protocolError();
            throw Farewell.refusing(Replies.OUT_OF_TURN);
        }
        if (octets > settings.limits().commandLine() && verb != Verb.AUTH) {
            refuse(Replies.LINE_TOO_LONG);
            return;
        }
        try {
            state = actions.perform(Transitions.on(state, parser.parse(verb, text), terms()));
        } catch (Refused refused) {
            if (refused.closes()) {
                throw Farewell.refusing(refused.reply());
            }
            refuse(refused.reply());
        }
    }

    /// Whether a client may not send anything behind this command without waiting for the answer.
    private boolean isOutOfTurn(Verb verb) {
        return switch (verb) {
            // What follows is not looked at.
            case QUIT, FOREIGN -> false;
            // Its chunk follows.
            case BDAT -> false;
            default -> verb.isLast() || !maySendBatches();
        };
    }

    private boolean maySendBatches() {
        return switch (state) {
            case State.Connected _, State.TurnedAway _ -> false;
            case State.Ready(var client) -> hasPipelining(client);
            case State.InMail(var transaction) -> hasPipelining(transaction.client());
            case State.InChunks(var transaction) -> hasPipelining(transaction.client());
            case State.ChunksRefused(var client) -> hasPipelining(client);
        };
    }

    private static boolean hasPipelining(Client client) {
        return client.offered().contains(Extension.PIPELINING);
    }

    private boolean isIdle() {
        return switch (state) {
            case State.Connected _, State.TurnedAway _, State.Ready _, State.ChunksRefused _ ->
                    true;
            case State.InMail _, State.InChunks _ -> false;
        };
    }

    private Terms terms() {
        return new Terms(
                dialect,
                connection.tls().isPresent(),
                connection.tlsTerms().start() == TlsTerms.Start.STARTTLS,
                intake.authUse());
    }

    private void refuse(Reply reply) throws IOException, Farewell {
        voice.say(state instanceof State.TurnedAway(var refusal) ? refusal : reply);
    }
}
