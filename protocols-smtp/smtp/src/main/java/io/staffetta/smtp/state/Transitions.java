package io.staffetta.smtp.state;

import io.staffetta.smtp.command.Command;
import io.staffetta.smtp.command.Extension;
import io.staffetta.smtp.command.MailValues;
import io.staffetta.smtp.command.RecipientValues;
import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Protocol.AuthUse;

/// What a command means in a state. No I/O, no hooks, nothing remembered.
public final class Transitions {

    private Transitions() {}

    /// Decides what to do.
    ///
    /// @throws Refused if a parameter is wrong; the state stays
    public static Next on(State state, Command command, Terms terms) throws Refused {
        return switch (command) {
            case Command.Quit _ -> new Next.Bye(Replies.BYE);
            case Command.Foreign _ -> new Next.TurnOut(Replies.NOT_SMTP);
            case Command.Anytime _ when state instanceof State.TurnedAway(var reply) ->
                    new Next.Say(reply, state);
            case Command.Hello(var greeting) -> hello(state, greeting, terms);
            case Command.Noop _ -> new Next.Say(Replies.OK, state);
            case Command.Vrfy _ -> new Next.Say(Replies.CANNOT_VERIFY, state);
            case Command.Expn _ -> new Next.Say(Replies.NOT_OFFERED, state);
            case Command.Help _ -> new Next.Say(Replies.HELP, state);
            case Command.Unknown(var line) -> new Next.AskUnknown(line, state);
            case Command.Placed placed -> placed(state, placed, terms);
        };
    }

    private static Next placed(State state, Command.Placed command, Terms terms) throws Refused {
        return switch (state) {
            case State.TurnedAway(var reply) -> new Next.Say(reply, state);
            case State.Connected _ -> connected(state, command, terms);
            case State.Ready ready -> ready(ready, command, terms);
            case State.InMail mail -> inMail(mail, command, terms);
            case State.InChunks chunks -> inChunks(chunks, command);
            case State.ChunksRefused refused -> chunksRefused(refused, command);
        };
    }

    private static Next hello(State state, Greeting greeting, Terms terms) {
        boolean known =
                switch (terms.dialect()) {
                    case SMTP -> greeting.verb() != Greeting.Verb.LHLO;
                    // RFC 2033 §4.1: HELO and EHLO get a 500.
                    case LMTP -> greeting.verb() == Greeting.Verb.LHLO;
                };
        return known ? new Next.Greet(greeting) : new Next.Say(Replies.UNKNOWN, state);
    }

    private static Next connected(State state, Command.Placed command, Terms terms) {
        var first =
                switch (terms.dialect()) {
                    case SMTP -> Replies.HELLO_FIRST;
                    case LMTP -> Replies.LHLO_FIRST;
                };
        return switch (command) {
            case Command.Reset _ -> new Next.Say(Replies.OK, state);
            case Command.Bdat(var size, var _) -> new Next.SkipChunk(size, first, state);
            case Command.StartTls _, Command.Auth _, Command.Mail _, Command.Rcpt _ ->
                    new Next.Say(first, state);
            case Command.Data _ -> new Next.Say(first, state);
        };
    }

    private static Next ready(State.Ready state, Command.Placed command, Terms terms)
            throws Refused {
        var client = state.client();
        return switch (command) {
            case Command.Reset _ -> new Next.Say(Replies.OK, state);
            case Command.StartTls _ -> startTls(state, terms);
            case Command.Auth(var mechanism, var initial) -> {
                boolean offered =
                        terms.authUse() != AuthUse.NONE
                                && client.greeting().verb() != Greeting.Verb.HELO
                                && !client.hidden().contains(Extension.AUTH);
                yield offered
                        ? new Next.Authenticate(client, mechanism, initial)
                        : new Next.Say(Replies.NOT_OFFERED, state);
            }
            case Command.Mail mail -> {
                var parameters = MailValues.of(mail.parameters(), client.offered());
                if (mail.internationalized() && !parameters.smtpUtf8()) {
                    yield new Next.Say(Replies.NEEDS_SMTPUTF8, state);
                }
                yield new Next.BeginMail(client, mail.sender(), parameters);
            }
            case Command.Rcpt _, Command.Data _ -> new Next.Say(Replies.MAIL_FIRST, state);
            case Command.Bdat(var size, var _) ->
                    new Next.SkipChunk(
                            size,
                            client.has(Extension.CHUNKING)
                                    ? Replies.MAIL_FIRST
                                    : Replies.NOT_OFFERED,
                            state);
        };
    }

    private static Next startTls(State.Ready state, Terms terms) {
        if (terms.tlsActive()) {
            return new Next.Say(Replies.TLS_ACTIVE, state);
        }
        if (!terms.startTls()) {
            return new Next.Say(Replies.NOT_OFFERED, state);
        }
        if (!state.client().has(Extension.STARTTLS)) {
            return new Next.Say(Replies.TLS_UNAVAILABLE, state);
        }
        return new Next.Upgrade(Replies.READY_FOR_TLS);
    }

    private static Next inMail(State.InMail state, Command.Placed command, Terms terms)
            throws Refused {
        var transaction = state.transaction();
        var client = transaction.client();
        boolean hasRecipient = transaction.recipients().accepted() > 0;
        return switch (command) {
            case Command.Reset _ -> new Next.Reset(client);
            case Command.StartTls _, Command.Auth _ -> new Next.Say(Replies.IN_TRANSACTION, state);
            case Command.Mail _ -> new Next.Say(Replies.NESTED_MAIL, state);
            case Command.Rcpt rcpt -> {
                boolean smtpUtf8 = transaction.parameters().smtpUtf8();
                if (rcpt.internationalized() && !smtpUtf8) {
                    yield new Next.Say(Replies.NEEDS_SMTPUTF8, state);
                }
                var parameters = RecipientValues.of(rcpt.parameters(), client.offered(), smtpUtf8);
                yield new Next.AddRecipient(transaction, rcpt.recipient(), parameters);
            }
            case Command.Data _ -> {
                if (transaction.isBinary()) {
                    yield new Next.Say(Replies.BINARY_NEEDS_BDAT, state);
                }
                yield hasRecipient
                        ? new Next.ReceiveData(transaction)
                        : new Next.Say(noRecipients(transaction, terms), state);
            }
            case Command.Bdat(var size, var last) -> {
                if (!client.has(Extension.CHUNKING)) {
                    yield new Next.SkipChunk(size, Replies.NOT_OFFERED, state);
                }
                yield hasRecipient
                        ? new Next.ReceiveChunk(transaction, true, size, last)
                        : new Next.SkipChunk(size, noRecipients(transaction, terms), state);
            }
        };
    }

    private static Reply noRecipients(Transaction transaction, Terms terms) {
        // RFC 2033 §4.2 wants a 503 in any case.
        boolean none =
                transaction.recipients().refused() == 0 || terms.dialect() == Terms.Dialect.LMTP;
        return none ? Replies.RCPT_FIRST : Replies.NO_RECIPIENTS;
    }

    private static Next inChunks(State.InChunks state, Command.Placed command) {
        var transaction = state.transaction();
        return switch (command) {
            case Command.Reset _ -> new Next.Reset(transaction.client());
            case Command.Bdat(var size, var last) ->
                    new Next.ReceiveChunk(transaction, false, size, last);
            case Command.StartTls _, Command.Auth _, Command.Mail _, Command.Rcpt _ ->
                    new Next.Say(Replies.BDAT_STARTED, state);
            case Command.Data _ -> new Next.Say(Replies.BDAT_STARTED, state);
        };
    }

    private static Next chunksRefused(State.ChunksRefused state, Command.Placed command) {
        var client = state.client();
        return switch (command) {
            case Command.Reset _ -> new Next.Say(Replies.OK, new State.Ready(client));
            case Command.Bdat(var size, var last) ->
                    new Next.SkipChunk(
                            size, Replies.CHUNK_REFUSED, last ? new State.Ready(client) : state);
            case Command.StartTls _, Command.Auth _, Command.Mail _, Command.Rcpt _ ->
                    new Next.Say(Replies.CHUNK_REFUSED, state);
            case Command.Data _ -> new Next.Say(Replies.CHUNK_REFUSED, state);
        };
    }
}
