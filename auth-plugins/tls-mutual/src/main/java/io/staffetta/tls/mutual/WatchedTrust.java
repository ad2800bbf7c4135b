package io.staffetta.tls.mutual;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Judges clients by files that may change. There is no thread that watches them: a handshake looks
/// if the last look was longer ago than the check interval.
final class WatchedTrust extends X509ExtendedTrustManager {

    private static final Logger log = LoggerFactory.getLogger(WatchedTrust.class);
    private static final X509Certificate[] NOBODY = new X509Certificate[0];

    /// More names than that make the server's first flight too large for some clients.
    private static final int MAX_NAMES = 100;

    private final TrustFiles files;
    private final MutualTlsSettings settings;
    private final OcspClient ocsp;
    private final InstantSource clock;

    /// Held while files are looked at.
    private final ReentrantLock looking = new ReentrantLock();

    private List<FileState> seen = List.of();
    private volatile Instant looked = Instant.MIN;
    private volatile @Nullable ClientJudge judge;

    WatchedTrust(MutualTlsSettings settings, Path folder, OcspClient ocsp, InstantSource clock) {
        this.settings = settings;
        this.files =
                new TrustFiles(
                        settings.caFile().map(folder::resolve),
                        settings.crlFiles().stream().map(folder::resolve).toList());
        this.ocsp = ocsp;
        this.clock = clock;
    }

    /// Reads the files.
    ///
    /// @throws IOException with one line that names the file and what is wrong
    void start() throws IOException {
        looking.lock();
        try {
            load(files.states());
        } finally {
            looking.unlock();
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        lookIfDue();
        try {
            started().check(chain, type, clock.instant());
        } catch (CertificateException e) {
            log.atInfo()
                    .addKeyValue("subject", chain[0].getSubjectX500Principal().getName())
                    .addKeyValue("issuer", chain[0].getIssuerX500Principal().getName())
                    .addKeyValue("serial", chain[0].getSerialNumber().toString(16))
                    .addKeyValue("error", reason(e))
                    .log("client certificate not trusted");
            throw e;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("judges clients only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    /// The authorities of the file; the many of the system are not told to clients.
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        if (settings.caFile().isEmpty()) {
            return NOBODY;
        }
        lookIfDue();
        var issuers = started().authorities().getAcceptedIssuers();
        return issuers.length > MAX_NAMES ? NOBODY : issuers;
    }

    private ClientJudge started() {
        var started = judge;
        if (started == null) {
            throw new IllegalStateException("the policy is not started");
        }
        return started;
    }

    private void lookIfDue() {
        var since = Duration.between(looked, clock.instant());
        if (!since.isNegative() && since.compareTo(settings.checkInterval()) < 0) {
            return;
        }
        // One handshake looks, the others go on with what is there.
        if (looking.tryLock()) {
            try {
                var states = files.states();
                looked = clock.instant();
                if (!states.equals(seen)) {
                    load(states);
                    log.atInfo().addKeyValue("files", files).log("whom to trust was read anew");
                }
            } catch (IOException e) {
                log.atError()
                        .addKeyValue("error", e.getMessage())
                        .log("authorities of clients cannot be read, those loaded before stay");
            } finally {
                looking.unlock();
            }
        }
    }

    /// @param states as the files were before they are read: a change meanwhile is seen next time
    private void load(List<FileState> states) throws IOException {
        seen = states;
        looked = clock.instant();
        judge =
                new ClientJudge(
                        files.readAuthorities(),
                        new RevocationLists(files.readLists(), settings.expiredCrl()),
                        ocsp);
    }

    /// The JDK says only that a validity check failed.
    private static String reason(CertificateException objection) {
        for (Throwable t = objection; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException) {
                return "expired, " + t.getMessage();
            }
        }
        return String.valueOf(objection.getMessage());
    }
}
