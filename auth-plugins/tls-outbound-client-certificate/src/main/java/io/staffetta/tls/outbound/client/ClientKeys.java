package io.staffetta.tls.outbound.client;

import io.staffetta.tls.outbound.client.KeyFiles.Loaded;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// Shows the newest certificate of some files: a handshake looks at them if the last look was
/// longer ago than the interval. Used by many threads.
final class ClientKeys extends X509ExtendedKeyManager {

    private static final Logger log = LoggerFactory.getLogger(ClientKeys.class);

    /// @param states of the files when they were read
    private record Known(int version, List<String> states, Loaded loaded) {
        String alias() {
            return "client-" + version;
        }
    }

    private final KeyFiles files;
    private final Duration interval;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Instant looked = Instant.MIN;
    private volatile @Nullable Known current;

    /// A handshake under way may still ask for the one before.
    private volatile @Nullable Known former;

    ClientKeys(KeyFiles files, Duration interval, InstantSource clock) {
        this.files = files;
        this.interval = interval;
        this.clock = clock;
    }

    /// @throws IOException with one line for the operator
    void load() throws IOException {
        looking.lock();
        try {
            look();
        } finally {
            looking.unlock();
        }
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        lookIfDue();
        var known = current;
        if (known == null) {
            return null;
        }
        var type = known.loaded().chain().getFirst().getPublicKey().getAlgorithm();
        return Arrays.asList(keyTypes).contains(type) ? known.alias() : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        return chooseClientAlias(keyTypes, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var known = find(alias);
        return known == null ? null : known.loaded().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var known = find(alias);
        return known == null ? null : known.loaded().key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        var alias = chooseClientAlias(new String[] {keyType}, issuers, null);
        return alias == null ? new String[0] : new String[] {alias};
    }

    /// We are no server here.
    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    private @Nullable Known find(String alias) {
        for (var known : new Known[] {current, former}) {
            if (known != null && known.alias().equals(alias)) {
                return known;
            }
        }
        return null;
    }

    private void lookIfDue() {
        var since = Duration.between(looked, clock.instant());
        boolean due = since.isNegative() || since.compareTo(interval) >= 0;
        // One handshake looks, the others go on with what is there.
        if (due && looking.tryLock()) {
            try {
                look();
            } catch (IOException e) {
                log.atError()
                        .addKeyValue("error", e.getMessage())
                        .log("client certificate cannot be used, the one loaded before stays");
            } finally {
                looking.unlock();
            }
        }
    }

    private void look() throws IOException {
        looked = clock.instant();
        var states = files.files().stream().map(ClientKeys::state).toList();
        var known = current;
        if (known != null && known.states().equals(states)) {
            return;
        }
        var loaded = files.load();
        former = known;
        current = new Known(known == null ? 1 : known.version() + 1, states, loaded);
        log.atInfo()
                .addKeyValue("subject", loaded.chain().getFirst().getSubjectX500Principal())
                .addKeyValue("until", loaded.chain().getFirst().getNotAfter().toInstant())
                .log("client certificate in use");
    }

    private static String state(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "gone";
        }
    }
}
