package io.staffetta.spool.log;

import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.Attempt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What a [MessageState] says of earlier attempts. It stands behind everything else and only where
/// there is something to say, so a state without it is what it was before there were histories.
///
/// Attempts go from the newest to the oldest, and each detail is written as its difference from the
/// one before: what a server says again and again costs a few octets, since this also lies in
/// memory for each deferred message. Times are kept to the millisecond.
final class HistoryCodec {

    /// Most octets for the attempts of one recipient; the oldest are dropped.
    private static final int MAX_OCTETS = 512;

    private static final int MAX_DETAIL = 200;

    private HistoryCodec() {}

    static void encode(Packer out, Map<Integer, RecipientProgress> recipients) {
        var kept =
                recipients.entrySet().stream().filter(entry -> isKept(entry.getValue())).toList();
        if (kept.isEmpty()) {
            return;
        }
        out.number(kept.size());
        for (var entry : kept) {
            out.number(entry.getKey()).flag(entry.getValue().delayReported());
            attempts(out, entry.getValue());
        }
    }

    /// @throws RuntimeException if it is malformed
    static void decode(Unpacker in, Map<Integer, RecipientProgress> recipients) {
        if (in.isAtEnd()) {
            return;
        }
        for (int left = in.count(); left > 0; left--) {
            int index = in.smallNumber();
            var progress = recipients.get(index);
            if (progress == null) {
                throw new IllegalArgumentException("history of recipient " + index);
            }
            boolean delayReported = in.flag();
            recipients.put(index, with(progress, delayReported, attempts(in, progress)));
        }
    }

    /// Nobody asks for the history of a recipient that is done: its record is to be small.
    private static boolean isKept(RecipientProgress progress) {
        return !progress.state().isDone()
                && (progress.delayReported() || !progress.history().isEmpty());
    }

    private static RecipientProgress with(
            RecipientProgress progress, boolean delayReported, List<Attempt> newestFirst) {
        return new RecipientProgress(
                progress.state(),
                progress.attempts(),
                progress.due(),
                progress.detail(),
                newestFirst.reversed(),
                delayReported);
    }

    private static void attempts(Packer out, RecipientProgress progress) {
        var encoded = new ArrayList<byte[]>();
        var base = utf8(MessageState.cut(progress.detail()));
        long time = 0;
        int octets = 0;
        for (var attempt : progress.history().reversed()) {
            var detail = detail(attempt, progress);
            long at = attempt.at().toEpochMilli();
            var one = attempt(at - time, base, detail);
            octets += one.length;
            if (octets > MAX_OCTETS) {
                break;
            }
            encoded.add(one);
            base = detail;
            time = at;
        }
        out.number(encoded.size());
        encoded.forEach(out::octets);
    }

    /// The last detail is there already, and costs nothing whatever its length.
    private static byte[] detail(Attempt attempt, RecipientProgress progress) {
        return attempt.detail().equals(progress.detail())
                ? utf8(MessageState.cut(attempt.detail()))
                : utf8(MessageState.cut(attempt.detail(), MAX_DETAIL));
    }

    private static byte[] attempt(long millis, byte[] base, byte[] detail) {
        int prefix = Arrays.mismatch(base, detail);
        if (prefix < 0) {
            prefix = detail.length;
        }
        int suffix = 0;
        int most = Math.min(base.length, detail.length) - prefix;
        while (suffix < most
                && base[base.length - 1 - suffix] == detail[detail.length - 1 - suffix]) {
            suffix++;
        }
        var middle = Arrays.copyOfRange(detail, prefix, detail.length - suffix);
        // Zigzag: the clock may have been set back.
        return new Packer()
                .number((millis << 1) ^ (millis >> 63))
                .number(prefix)
                .number(suffix)
                .number(middle.length)
                .octets(middle)
                .octets();
    }

    private static List<Attempt> attempts(Unpacker in, RecipientProgress progress) {
        var newestFirst = new ArrayList<Attempt>();
        var base = utf8(progress.detail());
        long time = 0;
        for (int left = in.count(); left > 0; left--) {
            long zigzag = in.number();
            time += (zigzag >>> 1) ^ -(zigzag & 1);
            int prefix = in.smallNumber();
            int suffix = in.smallNumber();
            if (prefix < 0 || suffix < 0 || suffix > base.length - prefix) {
                throw new IllegalArgumentException("difference from too short a text");
            }
            var detail = new ByteArrayOutputStream();
            detail.write(base, 0, prefix);
            detail.writeBytes(in.octets(in.count()));
            detail.write(base, base.length - suffix, suffix);
            base = detail.toByteArray();
            newestFirst.add(
                    new Attempt(
                            Instant.ofEpochMilli(time), new String(base, StandardCharsets.UTF_8)));
        }
        return newestFirst;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
