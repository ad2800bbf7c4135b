package io.staffetta.spool.log;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.RecipientProgress;

import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What changes about a stored message.
///
/// @param hold why it is held, if it is
/// @param recipients the progress of those recipients that were tried
record MessageState(Optional<String> hold, Map<Integer, RecipientProgress> recipients) {

    /// Longest detail that is kept.
    private static final int MAX_DETAIL = 500;

    static final MessageState NEW = new MessageState(Optional.empty(), Map.of());

    MessageState withHold(Optional<String> reason) {
        return new MessageState(reason, recipients);
    }

    MessageState with(Map<Integer, RecipientProgress> changes) {
        var merged = new TreeMap<>(recipients);
        merged.putAll(changes);
        return new MessageState(hold, merged);
    }

    /// Whether nothing is left to do for a message of that many recipients.
    boolean isDone(int count) {
        return recipients.size() == count
                && recipients.values().stream().allMatch(progress -> progress.state().isDone());
    }

    /// The progress of every recipient.
    List<RecipientProgress> progress(Envelope envelope) {
        var untried = RecipientProgress.untried(envelope.receivedAt());
        var all = new ArrayList<RecipientProgress>(envelope.recipients().size());
        for (int i = 0; i < envelope.recipients().size(); i++) {
            all.add(recipients.getOrDefault(i, untried));
        }
        return all;
    }

    byte[] encode() {
        var out = new Packer().text(hold).number(recipients.size());
        recipients.forEach((index, progress) ->
                out.number(index)
                        .text(progress.state().name())
                        .number(progress.attempts())
                        .time(progress.due())
                        .text(cut(progress.detail())));
        HistoryCodec.encode(out, recipients);
        return out.octets();
    }

    static MessageState decode(byte[] octets) throws DamagedRecordException {
        try {
            var in = new Unpacker(octets);
            var hold = in.optionalText();
            var recipients = new TreeMap<Integer, RecipientProgress>();
            for (int left = in.count(); left > 0; left--) {
                recipients.put(
                        in.smallNumber(),
                        new RecipientProgress(
                                RecipientProgress.State.valueOf(in.text()),
                                in.smallNumber(),
                                in.time(),
                                in.text()));
            }
            HistoryCodec.decode(in, recipients);
            in.end();
            return new MessageState(hold, recipients);
        } catch (IllegalArgumentException
                | ArithmeticException
                | BufferUnderflowException
                | DateTimeException e) {
            throw new DamagedRecordException("malformed progress", e);
        }
    }

    static String cut(String detail) {
        return cut(detail, MAX_DETAIL);
    }

    /// Never through the middle of a character.
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }
}
