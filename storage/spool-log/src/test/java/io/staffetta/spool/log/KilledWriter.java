package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.delivered;
import static io.staffetta.testkit.SpoolContract.octets;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The process that [KillTest] kills: stores messages as fast as it can and says so, a line for
/// each acknowledgement.
final class KilledWriter {

    private static final int THREADS = 16;

    private KilledWriter() {}

    /// Expects the directory of the spool and a seed.
    public static void main(String[] args) throws Exception {
        var spool =
                new LogSpool(
                        Settings.of(1 << 20, 1 << 18, 1 << 14),
                        () -> FileDisk.open(Path.of(args[0])),
                        new CountingMeters());
        spool.start();
        var out = new FileOutputStream(FileDescriptor.out);
        for (int i = 0; i < THREADS; i++) {
            var chance = new Random(Long.parseLong(args[1]) * THREADS + i);
            Thread.ofPlatform().start(() -> write(spool, out, chance));
        }
    }

    static byte[] content(int seed) {
        return octets(1 + (seed & 0x1FFF) + (seed % 50 == 0 ? 50_000 : 0), seed);
    }

    private static void write(LogSpool spool, OutputStream out, Random chance) {
        try {
            while (true) {
                int seed = chance.nextInt(Integer.MAX_VALUE);
                try (var draft = spool.draft()) {
                    var content = content(seed);
                    draft.write(content, 0, content.length);
                    var message =
                            spool.store(envelope(seed), Optional.empty(), new byte[0], draft, 0);
                    say(out, "stored " + message.id() + " " + seed);
                    if (seed % 10 != 0) {
                        say(out, "done " + message.id());
                        spool.record(message.id(), Map.of(0, delivered()));
                    }
                }
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        // One write for each line: what the pipe has, the parent sees, whatever happens then.
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Envelope envelope(int seed) {
        return new Envelope(
                Instant.EPOCH,
                ReversePath.NULL,
                MailParameters.NONE,
                List.of(Recipient.of(Mailbox.parse("a@example.org"))),
                new Envelope.Origin("mx", "", Integer.toString(seed), Optional.empty()));
    }
}
