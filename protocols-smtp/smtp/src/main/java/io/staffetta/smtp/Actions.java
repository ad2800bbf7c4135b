package io.staffetta.smtp;

import io.staffetta.smtp.io.ContentReader;
import io.staffetta.smtp.io.Ending;
import io.staffetta.smtp.io.Input;
import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.smtp.state.Next;
import io.staffetta.smtp.state.Recipients;
import io.staffetta.smtp.state.State;
import io.staffetta.smtp.state.Transaction;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;

import java.io.IOException;
import java.time.Duration;

/// Carries out what a command means: asks the [Intake], answers, and gives the state that follows.
final class Actions {

    private final Connection connection;
    private final Intake intake;
    private final Input input;
    private final ContentReader content;
    private final Voice voice;
    private final Reception reception;
    private final AuthDialogue authDialogue;
    private final Duration handshake;

    Actions(
            Connection connection,
            Intake intake,
            Input input,
            ContentReader content,
            Voice voice,
            Reception reception,
            AuthDialogue authDialogue,
            Duration handshake) {
        this.connection = connection;
        this.intake = intake;
        this.input = input;
        this.content = content;
        this.voice = voice;
        this.reception = reception;
        this.authDialogue = authDialogue;
        this.handshake = handshake;
    }

    /// The state after the `connect` or the `tls` phase.
    static State admit(Answer answer) throws Farewell {
        return switch (answer) {
            case Answer.Proceed _ -> new State.Connected();
            case Answer.Refuse(var reply) -> new State.TurnedAway(reply);
            case Answer.Disconnect(var reply) -> throw Farewell.refusing(reply);
        };
    }

    /// Does it.
    ///
    /// @throws Refused if the client breaks off; the state stays
    State perform(Next next) throws IOException, Farewell, Refused {
        return switch (next) {
            case Next.Say(var reply, var state) -> say(reply, state);
            case Next.AskUnknown(var line, var state) -> unknown(line, state);
            case Next.Bye(var reply) -> throw Farewell.of(reply, DisconnectReason.QUIT);
            case Next.TurnOut(var reply) -> throw Farewell.refusing(reply);
            case Next.Greet(var greeting) -> greet(greeting);
            case Next.Reset(var client) -> {
                reception.drop();
                intake.reset();
                yield say(Replies.OK, new State.Ready(client));
            }
            case Next.BeginMail command -> beginMail(command);
            case Next.AddRecipient command -> addRecipient(command);
            case Next.ReceiveData command -> reception.data(command);
            case Next.ReceiveChunk command -> reception.chunk(command);
            case Next.SkipChunk(var size, var reply, var state) -> {
                if (content.skip(size) != Ending.COMPLETE) {
                    throw Farewell.refusing(Replies.TOO_LARGE);
                }
                yield say(reply, state);
            }
            case Next.Authenticate command ->
                    say(authDialogue.run(command), new State.Ready(command.client()));
            case Next.Upgrade(var reply) -> upgrade(reply);
        };
    }

    private State say(Reply reply, State state) throws IOException, Farewell {
        voice.say(reply);
        return state;
    }

    /// Hooks may refuse it in words of their own; known it does not become.
    private State unknown(String line, State state) throws IOException, Farewell {
        return switch (intake.unknownCommand(line)) {
            case Answer.Proceed _ -> say(Replies.UNKNOWN, state);
            case Answer.Refuse(var reply) -> say(reply, state);
            case Answer.Disconnect(var reply) -> throw Farewell.refusing(reply);
        };
    }

    private State greet(Greeting greeting) throws IOException, Farewell {
        reception.drop();
        var announcement = Announcement.of(greeting, connection, intake);
        return switch (intake.greeted(greeting, announcement.keywords())) {
            case Answer.Proceed _ ->
                    say(
                            announcement.reply(intake.session().hostname()),
                            new State.Ready(announcement.client()));
            case Answer.Refuse(var reply) -> say(reply, new State.Connected());
            case Answer.Disconnect(var reply) -> throw Farewell.refusing(reply);
        };
    }

    private State beginMail(Next.BeginMail command) throws IOException, Farewell {
        var client = command.client();
        return switch (intake.mail(command.sender(), command.parameters())) {
            case Answer.Proceed _ -> {
                var begun = new Transaction(client, command.parameters(), Recipients.NONE);
                yield say(Replies.SENDER_OK, new State.InMail(begun));
            }
            case Answer.Refuse(var reply) -> say(reply, new State.Ready(client));
            case Answer.Disconnect(var reply) -> throw Farewell.refusing(reply);
        };
    }

    private State addRecipient(Next.AddRecipient command) throws IOException, Farewell {
        var transaction = command.transaction();
        var recipients = transaction.recipients();
        return switch (intake.recipient(command.recipient(), command.parameters())) {
            case Answer.Proceed _ -> {
                var more = transaction.with(recipients.accept(command.recipient()));
                yield say(Replies.RECIPIENT_OK, new State.InMail(more));
            }
            case Answer.Refuse(var reply) ->
                    say(reply, new State.InMail(transaction.with(recipients.refuse())));
            case Answer.Disconnect(var reply) -> throw Farewell.refusing(reply);
        };
    }

    /// Whatever the client said in clear is forgotten, by us and by the kernel (RFC 3207 §4.2).
    private State upgrade(Reply reply) throws IOException, Farewell {
        voice.sayAtOnce(reply);
        input.purge();
        try {
            connection.startTls(handshake);
        } catch (IOException e) {
            throw new TlsFailed(e);
        }
        return admit(intake.secured());
    }

    /// Only closing is left.
    static final class TlsFailed extends IOException {

        private static final long serialVersionUID = 1;

        TlsFailed(IOException cause) {
            super("the TLS handshake failed", cause);
        }
    }
}
