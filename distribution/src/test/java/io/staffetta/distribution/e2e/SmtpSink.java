package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Postfix's `smtp-sink`, which writes down what it is given and fails where it is told to.
///
/// Messages for it end with [#END], since it writes its files while they arrive.
final class SmtpSink implements AutoCloseable {

    /// The last line of every message for a sink.
    static final String END = "The end.\r\n";

    private final PeerFolder folder = PeerFolder.create("sink");
    private final int port = FreePort.any();
    private final Map<Path, SinkMail> seen = new ConcurrentHashMap<>();
    private Path mail;
    private PeerProcess process;
    private int starts;

    private SmtpSink(String... options) {
        mail = folder.shared("mail");
        process = run(options);
    }

    static void assumeInstalled() {
        PeerProcess.needs(false, "smtp-sink");
    }

    static SmtpSink start(String... options) {
        return new SmtpSink(options);
    }

    /// Starts it again at the same place with other options, and no messages.
    void restart(String... options) {
        process.close();
        seen.clear();
        starts++;
        mail = folder.shared("mail" + starts);
        process = run(options);
    }

    private PeerProcess run(String... options) {
        var words = new ArrayList<>(List.of("smtp-sink"));
        if (PeerProcess.isRoot()) {
            words.addAll(List.of("-u", "nobody"));
        }
        words.addAll(List.of("-d", mail + "/m."));
        words.addAll(List.of(options));
        words.addAll(List.of("127.0.0.1:" + port, "1000"));
        return PeerProcess.start(folder.resolve("log"), words, port);
    }

    int port() {
        return port;
    }

    /// As a `<host>` of a route.
    String host() {
        return "[127.0.0.1]:" + port;
    }

    /// The messages it has taken, in no order.
    List<SinkMail> messages() {
        try (var files = Files.list(mail)) {
            files.filter(file -> !seen.containsKey(file)).forEach(this::read);
            return List.copyOf(seen.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it has at least so many.
    List<SinkMail> await(int count) {
        Patience.until(
                () -> messages().size() >= count,
                () -> "%d messages wanted, %d here".formatted(count, messages().size()));
        return messages();
    }

    /// Waits for the one with this subject.
    SinkMail awaitSubject(String subject) {
        Patience.until(() -> !ofSubject(subject).isEmpty(), () -> "no message " + subject);
        return ofSubject(subject).getFirst();
    }

    List<SinkMail> ofSubject(String subject) {
        return messages().stream().filter(mail -> mail.subject().equals(subject)).toList();
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private void read(Path file) {
        try {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (text.stripTrailing().endsWith(END.stripTrailing())) {
                seen.put(file, SinkMail.parse(text));
            }
        } catch (NoSuchFileException e) {
            // Its client went away in the middle.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
