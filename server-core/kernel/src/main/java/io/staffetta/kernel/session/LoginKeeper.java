package io.staffetta.kernel.session;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.host.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets failed logins survive a restart: writes them down now and then, and at the end. What cannot
/// be read or written is no reason not to serve.
public final class LoginKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoginKeeper.class);

    private final LoginThrottle logins;
    private final LoginFile file;
    private final Supplier<Limits> limits;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private long saved;
    private boolean broken;

    private LoginKeeper(LoginThrottle logins, LoginFile file, Supplier<Limits> limits) {
        this.logins = logins;
        this.file = file;
        this.limits = limits;
        this.thread = Threads.virtual().name("logins").unstarted(this::run);
    }

    /// Takes up what is written there and begins to write.
    ///
    /// @param data the data directory; the file is `logins/failures` in it
    /// @param limits those in force
    public static LoginKeeper start(LoginThrottle logins, Path data, Supplier<Limits> limits) {
        var file = new LoginFile(data.resolve("logins", "failures"));
        try {
            logins.restore(file.read());
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", file.path())
                    .addKeyValue("error", e.toString())
                    .log("failed logins cannot be read; counting from zero");
        }
        var keeper = new LoginKeeper(logins, file, limits);
        keeper.thread.start();
        return keeper;
    }

    /// Writes for the last time.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean last;
            do {
                var interval = limits.get().loginSaveInterval();
                last = closing.await(interval.toMillis(), TimeUnit.MILLISECONDS);
                save();
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void save() {
        long now = logins.changes();
        if (now == saved) {
            return;
        }
        try {
            file.write(logins.records(limits.get().loginMemory()));
            saved = now;
            broken = false;
        } catch (IOException | RuntimeException e) {
            if (!broken) {
                log.atWarn()
                        .addKeyValue("file", file.path())
                        .addKeyValue("error", e.toString())
                        .log("failed logins cannot be written; a restart would forget them");
            }
            broken = true;
        }
    }
}
