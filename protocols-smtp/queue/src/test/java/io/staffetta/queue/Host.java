package io.staffetta.queue;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// The server as a queue sees it. `example.org` is local: `alias` leads to `alice`, `gone` nowhere.
final class Host implements Server, Directory, Meters {

    final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();
    final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();
    volatile boolean directoryDown;
    private final Path data;

    /// A server whose data nobody looks at.
    Host() {
        this(Path.of("data"));
    }

    /// @param data an empty folder
    Host(Path data) {
        this.data = data;
    }

    @Override
    public String hostname() {
        return "mail.example.org";
    }

    @Override
    public String version() {
        return "test";
    }

    @Override
    public Path data() {
        return data;
    }

    @Override
    public Path configuration() {
        return Path.of("conf");
    }

    @Override
    public boolean isLocal(Domain domain) {
        if (directoryDown) {
            throw new UncheckedIOException(new IOException("database is locked"));
        }
        return domain.name().equals("example.org");
    }

    @Override
    public Resolution resolve(Mailbox mailbox) {
        return switch (mailbox.localPart()) {
            case "alias" -> new Resolution.Deliver(List.of(Mailbox.parse("alice@example.org")));
            case "gone" -> new Resolution.Unknown();
            default -> new Resolution.Deliver(List.of(mailbox));
        };
    }

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        var count = counters.computeIfAbsent(key(name, labels), _ -> new AtomicLong());
        return new Counter() {
            @Override
            public void add(long amount) {
                count.addAndGet(amount);
            }

            @Override
            public long count() {
                return count.get();
            }
        };
    }

    @Override
    public Timer timer(String name, Map<String, String> labels) {
        return (Duration _) -> counter(name, labels).increment();
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {
        gauges.put(key(name, labels), value);
    }

    private static String key(String name, Map<String, String> labels) {
        return labels.isEmpty() ? name : name + new TreeMap<>(labels);
    }
}
