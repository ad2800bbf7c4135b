package io.staffetta.kernel.dkim;

import io.staffetta.spi.mail.Domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// The keys of all domains as operators see them. Used by many threads; whoever has the data
/// directory locked has them alone.
///
/// Every method throws [IllegalArgumentException], with one line, for what does not exist, exists
/// already or breaks a rule; [IllegalStateException] likewise for what the state of a key does not
/// allow; and [UncheckedIOException] for files that cannot be read or written.
public final class DkimKeys {

    /// More would hardly be meant, and each is looked at now and then.
    private static final int MAX_KEYS = 100;

    private static final int MAX_DNS_NAME = 253;

    private final Path root;
    private final InstantSource clock;
    private final ReentrantLock changing = new ReentrantLock();

    /// @param root the folder of all domains; made with the first key
    public DkimKeys(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /// The domains that have keys, by name.
    public List<Domain> domains() {
        try {
            return KeyFolder.domains(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The keys of a domain, oldest first.
    public List<StoredKey> of(Domain domain) {
        try {
            return new KeyFolder(root, domain).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException if there is none
    public StoredKey find(Domain domain, Selector selector) {
        return of(domain).stream()
                .filter(key -> key.selector().equals(selector))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s has no key with the selector %s".formatted(domain, selector)));
    }

    /// The TXT record that publishes a key.
    public String record(StoredKey key) {
        try {
            return PublishedKey.text(new KeyFolder(root, key.domain()).readKey(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes keys, all of them or none, to be published.
    ///
    /// @param wanted the algorithm for each selector, in the order they are listed
    /// @param rsaBits 1024 to 4096
    public List<StoredKey> create(Domain domain, Map<Selector, KeyAlgorithm> wanted, int rsaBits) {
        var made = new LinkedHashMap<Selector, KeyMaterial>();
        wanted.values().forEach(algorithm -> algorithm.bits(rsaBits));
        wanted.keySet().forEach(selector -> checkFree(domain, selector));
        wanted.forEach((selector, algorithm) ->
                made.put(selector, KeyMaterial.generate(algorithm, rsaBits)));
        return add(domain, made);
    }

    /// Takes a key that was made elsewhere.
    ///
    /// @param pem PKCS #8 or PKCS #1
    public StoredKey add(Domain domain, Selector selector, String pem) {
        try {
            return add(domain, Map.of(selector, KeyMaterial.parse(pem))).getFirst();
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// Begins to sign with some keys and ends to sign with others, at once.
    ///
    /// @return the keys that changed
    public List<StoredKey> change(
            Domain domain, Collection<Selector> activate, Collection<Selector> retire) {
        activate.forEach(selector -> record(find(domain, selector)));
        retire.forEach(selector -> find(domain, selector));
        var now = now();
        return update(
                domain,
                key -> {
                    if (activate.contains(key.selector()) && key.state() != KeyState.ACTIVE) {
                        return key.activated(now);
                    }
                    return retire.contains(key.selector()) && key.state() != KeyState.RETIRED
                            ? key.retired(now)
                            : key;
                });
    }

    /// Removes a key for ever.
    ///
    /// @param force even if it is not retired
    public void remove(Domain domain, Selector selector, boolean force) {
        changing.lock();
        try {
            var key = find(domain, selector);
            if (key.state() != KeyState.RETIRED && !force) {
                throw new IllegalStateException(
                        "the key %s is %s; retire it first, or --force"
                                .formatted(key.dnsName(), key.state().word()));
            }
            var folder = new KeyFolder(root, domain);
            folder.write(folder.read().stream().filter(other -> !other.equals(key)).toList());
            DurableFile.delete(folder.pem(selector));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changing.unlock();
        }
    }

    private List<StoredKey> add(Domain domain, Map<Selector, KeyMaterial> made) {
        changing.lock();
        try {
            var folder = new KeyFolder(root, domain);
            var keys = new ArrayList<>(folder.read());
            var added = new ArrayList<StoredKey>();
            for (var entry : made.entrySet()) {
                checkFree(domain, entry.getKey());
                added.add(pending(domain, entry.getKey(), entry.getValue()));
            }
            if (keys.size() + added.size() > MAX_KEYS) {
                throw new IllegalStateException(
                        "%s has %d keys already; remove old ones".formatted(domain, keys.size()));
            }
            for (var entry : made.entrySet()) {
                folder.writeKey(entry.getKey(), entry.getValue());
            }
            keys.addAll(added);
            folder.write(keys);
            return added;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changing.unlock();
        }
    }

    private List<StoredKey> update(Domain domain, UnaryOperator<StoredKey> change) {
        changing.lock();
        try {
            var folder = new KeyFolder(root, domain);
            var before = folder.read();
            var after = before.stream().map(change).toList();
            if (!after.equals(before)) {
                folder.write(after);
            }
            return after.stream().filter(key -> !before.contains(key)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changing.unlock();
        }
    }

    private StoredKey pending(Domain domain, Selector selector, KeyMaterial key) {
        return new StoredKey(
                domain,
                selector,
                key.algorithm(),
                key.bits(),
                KeyState.PENDING,
                now(),
                Optional.empty(),
                Optional.empty());
    }

    private void checkFree(Domain domain, Selector selector) {
        if (of(domain).stream().anyMatch(key -> key.selector().equals(selector))) {
            throw new IllegalArgumentException(
                    "%s has a key with the selector %s already".formatted(domain, selector));
        }
        var file = new KeyFolder(root, domain).pem(selector);
        if (Files.exists(file)) {
            throw new IllegalArgumentException(
                    file + " is in the way: move it away; staffetta dkim import takes it over");
        }
        if ((selector + "._domainkey." + domain).length() > MAX_DNS_NAME) {
            throw new IllegalArgumentException(
                    "selector and domain are too long for a name in the DNS");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
