package io.staffetta.smtp;

import io.staffetta.smtp.io.BareNewline;
import io.staffetta.smtp.io.Chunks;
import io.staffetta.smtp.io.ContentReader;
import io.staffetta.smtp.io.Ending;
import io.staffetta.smtp.io.Sink;
import io.staffetta.smtp.io.Time;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.smtp.state.Next;
import io.staffetta.smtp.state.State;
import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.smtp.state.Transaction;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.Intake;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Receives the content of messages and hands them over. Used by one thread.
final class Reception {

    private final Dialect dialect;
    private final Intake intake;
    private final ContentReader reader;
    private final Voice voice;
    private final Time time;
    private final BareNewline bareNewline;
    private final int maxChunks;

    /// The message that comes in chunks.
    private @Nullable Chunks chunks;

    Reception(
            Dialect dialect,
            Intake intake,
            ContentReader reader,
            Voice voice,
            SmtpSettings settings,
            Time time) {
        this.dialect = dialect;
        this.intake = intake;
        this.reader = reader;
        this.voice = voice;
        this.time = time;
        this.bareNewline = settings.bareNewline();
        this.maxChunks = settings.limits().chunks();
    }

    /// Forgets content that has not been handed over.
    void drop() {
        if (chunks != null) {
            chunks.sink().draft().close();
            chunks = null;
        }
    }

    /// Answers DATA, then the content.
    State data(Next.ReceiveData command) throws IOException, Farewell {
        var transaction = command.transaction();
        var ready = new State.Ready(transaction.client());
        switch (intake.data()) {
            case Answer.Proceed _ -> {}
            case Answer.Refuse(var reply) -> {
                intake.reset();
                voice.say(reply);
                return ready;
            }
            case Answer.Disconnect(var reply) -> throw Farewell.refusing(reply);
        }
        try (var draft = intake.draft()) {
            var sink = new Sink(draft, intake.maxMessageSize());
            voice.say(Replies.SEND_CONTENT);
            check(reader.data(sink));
            finish(sink, transaction);
        }
        return ready;
    }

    /// Answers BDAT, whose chunk is read in any case.
    State chunk(Next.ReceiveChunk command) throws IOException, Farewell {
        var transaction = command.transaction();
        if (command.first()) {
            switch (intake.data()) {
                case Answer.Proceed _ -> begin(transaction);
                case Answer.Refuse(var reply) -> {
                    check(reader.skip(command.size()));
                    return refuseChunk(reply, command);
                }
                case Answer.Disconnect(var reply) -> throw Farewell.refusing(reply);
            }
        }
        var present = chunks;
        if (present == null) {
            throw new IllegalStateException("no message has begun");
        }
        if (command.size() == 0 && !command.last()) {
            voice.junk();
        }
        int count = present.begin();
        check(reader.chunk(command.size(), present));
        if (present.sink().isTooLarge()) {
            return refuseChunk(Replies.TOO_LARGE, command);
        }
        if (count > maxChunks) {
            return refuseChunk(Replies.TOO_MANY_CHUNKS, command);
        }
        if (!command.last()) {
            voice.say(Replies.CHUNK_OK);
            return new State.InChunks(transaction);
        }
        if (!present.finish()) {
            throw Farewell.refusing(Replies.BARE_NEWLINE);
        }
        try {
            finish(present.sink(), transaction);
        } finally {
            drop();
        }
        return new State.Ready(transaction.client());
    }

    private void begin(Transaction transaction) {
        var sink = new Sink(intake.draft(), intake.maxMessageSize());
        chunks = new Chunks(sink, transaction.isBinary(), bareNewline);
    }

    private State refuseChunk(Reply reply, Next.ReceiveChunk command) throws IOException, Farewell {
        var transaction = command.transaction();
        drop();
        intake.reset();
        if (command.last()) {
            sayOutcome(reply, transaction);
            return new State.Ready(transaction.client());
        }
        voice.say(reply);
        return new State.ChunksRefused(transaction.client());
    }

    private static void check(Ending ending) throws Farewell {
        switch (ending) {
            case COMPLETE -> {}
            case BARE -> throw Farewell.refusing(Replies.BARE_NEWLINE);
            case EXCESSIVE -> throw Farewell.refusing(Replies.TOO_LARGE);
        }
    }

    private void finish(Sink sink, Transaction transaction) throws IOException, Farewell {
        if (sink.isTooLarge() || sink.hasNul()) {
            intake.reset();
            sayOutcome(sink.isTooLarge() ? Replies.TOO_LARGE : Replies.HAS_NUL, transaction);
            return;
        }
        var trace =
                TraceField.of(
                        intake.session(), transaction, dialect, intake.transactionId(), time.now());
        switch (intake.accept(sink.draft(), trace)) {
            case Acceptance.Accepted(var id) -> {
                voice.forgive();
                sayOutcome(Replies.queued(id), transaction);
            }
            case Acceptance.Refuse(var reply) -> sayOutcome(reply, transaction);
            case Acceptance.Disconnect(var reply) -> throw Farewell.refusing(reply);
        }
    }

    /// LMTP has a reply for each recipient that was accepted (RFC 2033 §4.2).
    private void sayOutcome(Reply reply, Transaction transaction) throws IOException, Farewell {
        switch (dialect) {
            case SMTP -> voice.say(reply);
            case LMTP -> voice.say(reply, transaction.recipients().accepted());
        }
    }
}
