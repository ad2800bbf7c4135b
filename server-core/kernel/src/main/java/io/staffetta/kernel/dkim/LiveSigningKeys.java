package io.staffetta.kernel.dkim;

import io.staffetta.spi.host.SigningKeys;
import io.staffetta.spi.mail.Domain;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The keys to sign with, kept in memory. Whether their files changed is looked at when they are
/// asked for, though not more often than once a second. Keys that can no longer be read are left
/// out; if the list of a domain cannot be read, what was read last goes on to count.
public final class LiveSigningKeys implements SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(LiveSigningKeys.class);
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final Path root;
    private final LongSupplier ticks;
    private final ReentrantLock reading = new ReentrantLock();

    /// Of domains that have keys only, so strangers cannot fill it.
    private final Map<Domain, Held> held = new ConcurrentHashMap<>();

    /// @param looked when the files were last looked at
    /// @param stamps of the files as they were before they were read
    private record Held(
            long looked, Map<Path, Optional<FileStamp>> stamps, List<SigningKey> keys) {}

    /// @param root the folder of all domains; need not exist
    /// @param ticks nanoseconds of no particular beginning
    public LiveSigningKeys(Path root, LongSupplier ticks) {
        this.root = root;
        this.ticks = ticks;
    }

    @Override
    public List<SigningKey> active(Domain domain) {
        if (domain.isLiteral()) {
            return List.of();
        }
        var known = held.get(domain);
        if (known != null && isFresh(known)) {
            return known.keys();
        }
        var folder = new KeyFolder(root, domain);
        if (!Files.exists(folder.list())) {
            held.remove(domain);
            return List.of();
        }
        reading.lock();
        try {
            var now = look(folder, Optional.ofNullable(held.get(domain)));
            held.put(domain, now);
            return now.keys();
        } finally {
            reading.unlock();
        }
    }

    private boolean isFresh(Held known) {
        return ticks.getAsLong() - known.looked() < INTERVAL;
    }

    private Held look(KeyFolder folder, Optional<Held> before) {
        if (before.isPresent() && isFresh(before.get())) {
            return before.get();
        }
        long now = ticks.getAsLong();
        var unchanged =
                before.filter(
                        known -> FileStamp.of(known.stamps().keySet()).equals(known.stamps()));
        return unchanged.isPresent()
                ? new Held(now, unchanged.get().stamps(), unchanged.get().keys())
                : read(folder, now, before.map(Held::keys).orElse(List.of()));
    }

    private static Held read(KeyFolder folder, long now, List<SigningKey> before) {
        var stamps = new HashMap<>(FileStamp.of(List.of(folder.list())));
        try {
            var active =
                    folder.read().stream().filter(key -> key.state() == KeyState.ACTIVE).toList();
            stamps.putAll(
                    FileStamp.of(active.stream().map(key -> folder.pem(key.selector())).toList()));
            var keys = new ArrayList<SigningKey>();
            active.forEach(key -> read(folder, key).ifPresent(keys::add));
            log.atInfo()
                    .addKeyValue("domain", folder.domain())
                    .addKeyValue("keys", keys)
                    .log("keys to sign with");
            return new Held(now, stamps, List.copyOf(keys));
        } catch (IOException e) {
            log.atError()
                    .addKeyValue("domain", folder.domain())
                    .addKeyValue("error", e.getMessage())
                    .log("the list of keys to sign with cannot be read; keeping those of before");
            return new Held(now, stamps, before);
        }
    }

    private static Optional<SigningKey> read(KeyFolder folder, StoredKey key) {
        try {
            return Optional.of(
                    new SigningKey(
                            key.domain(), key.selector().name(), folder.readKey(key).privateKey()));
        } catch (IOException e) {
            log.atError()
                    .addKeyValue("key", key.dnsName())
                    .addKeyValue("error", e.getMessage())
                    .log("mail is not signed with a key that cannot be read");
            return Optional.empty();
        }
    }
}
