package io.staffetta.certificates;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.Certificates;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import javax.net.ssl.X509ExtendedKeyManager;

/// Certificates from files, or a self-signed one. There is no thread that watches the files: a
/// handshake looks at them if the last look was longer ago than the check interval.
public final class WatchedCertificates implements Certificates {

    private static final Logger log = LoggerFactory.getLogger(WatchedCertificates.class);

    /// How often a certificate that no file change announced is looked at: the self-signed one may
    /// be due for renewal.
    private static final Duration RENEWAL_CHECK = Duration.ofHours(12);

    private final List<CertificateSource> sources;
    private final SelfSigned fallback;
    private final Duration interval;
    private final InstantSource clock;

    /// Held while files are looked at.
    private final ReentrantLock looking = new ReentrantLock();

    private List<FileState> seen = List.of();
    private Instant loaded = Instant.MIN;
    private volatile Instant looked = Instant.MIN;
    private volatile @Nullable ChoosingKeys manager;

    @Inject
    public WatchedCertificates(CertificatesSettings settings, Server server, InstantSource clock) {
        this.sources = settings.sources(server);
        this.fallback = new SelfSigned(server.data().resolve("tls"), server.hostname());
        this.interval = settings.checkInterval();
        this.clock = clock;
    }

    @Override
    public void start() throws IOException {
        looking.lock();
        try {
            var now = clock.instant();
            var states = states();
            var first = new CredentialSet(1, load(now));
            remember(states, now);
            looked = now;
            manager = new ChoosingKeys(first, this::lookIfDue);
            announce(first);
        } finally {
            looking.unlock();
        }
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return started();
    }

    @Override
    public List<X509Certificate> current() {
        lookIfDue();
        return started().current().credentials().stream().map(Credential::certificate).toList();
    }

    @Override
    public void refresh() {
        looking.lock();
        try {
            look(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } finally {
            looking.unlock();
        }
    }

    private ChoosingKeys started() {
        var started = manager;
        if (started == null) {
            throw new IllegalStateException("certificates are not started");
        }
        return started;
    }

    private void lookIfDue() {
        var since = Duration.between(looked, clock.instant());
        if (!since.isNegative() && since.compareTo(interval) < 0) {
            return;
        }
        // One handshake looks, the others go on with what is there.
        if (looking.tryLock()) {
            try {
                look(false);
            } catch (IOException e) {
                log.atError()
                        .addKeyValue("error", e.getMessage())
                        .log("certificates cannot be used, those loaded before stay");
            } finally {
                looking.unlock();
            }
        }
    }

    /// @param again whether to complain again about files that were seen to be bad
    private void look(boolean again) throws IOException {
        var now = clock.instant();
        looked = now;
        // Before they are read: a change while they are read is seen at the next look.
        var states = states();
        var changed = !states.equals(seen);
        if (!changed && !again && now.isBefore(loaded.plus(RENEWAL_CHECK))) {
            return;
        }
        remember(states, now);
        var current = started().current();
        var credentials = load(now);
        if (credentials.equals(current.credentials())) {
            return;
        }
        var next = new CredentialSet(current.version() + 1, credentials);
        started().replace(next);
        announce(next);
    }

    private void remember(List<FileState> states, Instant now) {
        seen = states;
        loaded = now;
    }

    private List<FileState> states() {
        return Stream.concat(sources.stream(), Stream.of(fallback))
                .flatMap(source -> source.files().stream())
                .map(FileState::of)
                .toList();
    }

    private List<Credential> load(Instant now) throws IOException {
        var credentials = new ArrayList<Credential>();
        for (var source : sources) {
            credentials.addAll(source.load(now));
        }
        return credentials.isEmpty() ? fallback.load(now) : credentials;
    }

    private static void announce(CredentialSet set) {
        for (var credential : set.credentials()) {
            var certificate = credential.certificate();
            log.atInfo()
                    .addKeyValue("names", HostNames.of(certificate).names())
                    .addKeyValue("key", credential.keyType())
                    .addKeyValue("until", certificate.getNotAfter().toInstant())
                    .addKeyValue("sha256", fingerprint(certificate))
                    .log("certificate in use");
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
