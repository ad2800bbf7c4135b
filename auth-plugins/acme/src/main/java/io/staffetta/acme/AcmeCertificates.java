package io.staffetta.acme;

import io.staffetta.acme.Keeper.Places;
import io.staffetta.spi.Service;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.host.Threads;
import io.staffetta.spi.tls.Authorities;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/// Keeps certificates by ACME (RFC 8555) in a folder that the certificates of the listeners come
/// from. Everything happens on a thread of its own: the server starts and runs whether or not the
/// authority can be reached.
public final class AcmeCertificates implements Service {

    private static final Logger log = LoggerFactory.getLogger(AcmeCertificates.class);

    private final AcmeSettings settings;
    private final InstantSource clock;
    private final Places places;
    private final Optional<Path> caFile;
    private final Keeper keeper;
    private final Stop stop = new Stop();
    private @Nullable Thread thread;

    @Inject
    public AcmeCertificates(
            AcmeSettings settings, Server server, Meters meters, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        var data = server.data().toAbsolutePath();
        var configuration = server.configuration().toAbsolutePath();
        places =
                new Places(
                        data.resolve(settings.folder()),
                        data.resolve("acme"),
                        settings.dnsHook().map(configuration::resolve));
        caFile = settings.caFile().map(configuration::resolve);
        var wanted = settings.wanted(places.certificates());
        keeper = new Keeper(settings, places, new AcmeMeters(meters, clock, wanted), clock, stop);
    }

    @Override
    public void start() throws IOException {
        var hook = places.dnsHook();
        if (hook.isPresent() && !Files.isExecutable(hook.get())) {
            throw new IOException("dns-hook: " + hook.get() + " is not an executable file");
        }
        var trust =
                caFile.isPresent()
                        ? Optional.of(Authorities.context(caFile.get()))
                        : Optional.<SSLContext>empty();
        var started = Threads.virtual().name("acme").unstarted(() -> run(trust));
        started.setContextClassLoader(AcmeCertificates.class.getClassLoader());
        started.start();
        thread = started;
    }

    @Override
    public void close() throws InterruptedException {
        stop.request();
        var started = thread;
        if (started == null) {
            return;
        }
        started.interrupt();
        if (!started.join(settings.closeDeadline())) {
            log.atWarn().log("acme: an order has not ended within close-deadline");
        }
    }

    private void run(Optional<SSLContext> trust) {
        try {
            while (!stop.requested()) {
                stop.pause(untilNext(trust));
            }
        } catch (InterruptedException e) {
            log.atDebug().log("acme: stopped");
        }
    }

    /// Rounds go on as long as the lock is held; what else fails is tried again.
    private Duration untilNext(Optional<SSLContext> trust) throws InterruptedException {
        try (var lock = FolderLock.of(places.certificates()).orElse(null)) {
            if (lock == null) {
                log.atWarn()
                        .addKeyValue("folder", places.certificates())
                        .log("acme: another server keeps the certificates of this folder");
                return settings.retryMin();
            }
            while (true) {
                stop.pause(wait(keeper.round(trust)));
            }
        } catch (IOException | RuntimeException e) {
            log.atError()
                    .addKeyValue("error", FailureText.of(e))
                    .log("acme: certificates not kept");
            return settings.retryMin();
        }
    }

    private Duration wait(Instant next) {
        var wait = Duration.between(clock.instant(), next);
        var longest = settings.checkInterval();
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(longest) < 0 ? wait : longest;
    }
}
