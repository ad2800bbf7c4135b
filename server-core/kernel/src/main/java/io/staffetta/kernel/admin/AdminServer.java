package io.staffetta.kernel.admin;

import com.sun.net.httpserver.HttpServer;

import io.staffetta.kernel.net.SocketText;
import io.staffetta.kernel.net.Workers;
import io.staffetta.spi.Secret;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The loopback port for metrics, health and administration.
///
/// `GET /metrics` is Prometheus text, `GET /health/live` answers while the process does, `GET
/// /health/ready` answers 503 with reasons while mail would not be accepted, and `POST
/// /admin/v1/OPERATION` performs an operation for whoever can read the token in `run/admin.json` of
/// the data directory.
public final class AdminServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

    private static final int BACKLOG = 50;

    /// How long operations that run may take to finish.
    private static final int CLOSE_SECONDS = 5;

    private final HttpServer http;
    private final ExecutorService workers;
    private final AdminFile file;
    private final Path data;

    private AdminServer(HttpServer http, ExecutorService workers, AdminFile file, Path data) {
        this.http = http;
        this.workers = workers;
        this.file = file;
        this.data = data;
    }

    /// Opens the port.
    ///
    /// @param bind a loopback address; port 0 takes any free one
    /// @param data the data directory
    /// @param metrics gives Prometheus text
    /// @throws IOException with one line if the port or the file cannot be opened
    /// @throws IllegalArgumentException if the address is not a loopback address
    public static AdminServer start(
            InetSocketAddress bind,
            Path data,
            ServerControl server,
            Supplier<String> metrics,
            InstantSource clock)
            throws IOException {
        if (bind.isUnresolved() || !bind.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "the admin port must listen on a loopback address, not on " + bind);
        }
        HttpTimeouts.apply();
        var http = open(bind);
        var file =
                new AdminFile(
                        bind.getAddress().getHostAddress(),
                        http.getAddress().getPort(),
                        newToken(),
                        ProcessHandle.current().pid());
        var workers = Workers.perTask("admin");
        http.setExecutor(workers);
        http.createContext("/metrics", new PageHandler(() -> Answer.metrics(metrics.get())));
        http.createContext("/health/live", new PageHandler(() -> Answer.live()));
        http.createContext(
                "/health/ready",
                new PageHandler(() -> Answer.ready(Readiness.of(server, clock.instant()))));
        http.createContext(
                OperationHandler.PATH,
                new OperationHandler(new LocalAdministration(server, clock), file.token()));
        http.createContext("/", new PageHandler(() -> Answer.error(404, "there is no such page")));
        var admin = new AdminServer(http, workers, file, data);
        try {
            file.write(data);
        } catch (IOException e) {
            admin.close();
            throw new IOException(
                    "cannot write %s: %s".formatted(AdminFile.path(data), e.getMessage()), e);
        }
        http.start();
        log.atInfo()
                .addKeyValue("address", SocketText.of(http.getAddress()))
                .log("admin port open");
        return admin;
    }

    /// The address it got.
    public InetSocketAddress address() {
        return http.getAddress();
    }

    /// Closes the port and removes the file with the token.
    @Override
    public void close() {
        try {
            file.remove(data);
        } catch (IOException | IllegalArgumentException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("admin file not removed");
        }
        workers.shutdown();
        try {
            // Not interrupted: that would close the files of a store in the middle of a change.
            if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.atWarn().log("an operation of the admin port has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.stop(0);
    }

    private static HttpServer open(InetSocketAddress bind) throws IOException {
        try {
            return HttpServer.create(bind, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "the admin port cannot listen on %s:%d: %s"
                            .formatted(
                                    bind.getAddress().getHostAddress(),
                                    bind.getPort(),
                                    e.getMessage()),
                    e);
        }
    }

    private static Secret newToken() {
        var octets = new byte[32];
        new SecureRandom().nextBytes(octets);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }
}
