package io.staffetta.distribution;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.GeneralSecurityException;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Initializes on another processor what takes long: it has no effect but that the start, and who
/// comes first after it, wait less.
public final class WarmUp {

    // Of libraries of bundled plugins: what each does when it is initialized takes 10 ms and more.
    private static final List<String> FOR_THE_START =
            List.of(
                    "org.conscrypt.NativeCrypto",
                    "org.h2.engine.Engine",
                    "com.zaxxer.hikari.pool.HikariPool");

    private static final List<String> FOR_THE_FIRST_CLIENT =
            List.of("org.jdbi.v3.core.statement.internal.JfrSupport");

    private WarmUp() {}

    /// Begins with what the start itself waits for.
    static void start() {
        beside(() -> {
            tls();
            FOR_THE_START.forEach(WarmUp::initialize);
        });
    }

    /// Goes on with what the first clients would wait for, when the listeners are open: before that
    /// it would take the start's processors.
    public static void goOn() {
        beside(() -> FOR_THE_FIRST_CLIENT.forEach(WarmUp::initialize));
    }

    private static void beside(Runnable work) {
        Thread.ofPlatform().daemon().name("warm-up").start(work);
    }

    private static void initialize(String name) {
        try {
            Class.forName(name, true, WarmUp.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            log().atDebug().addKeyValue("class", name).setCause(e).log("not warmed up");
        }
    }

    private static void tls() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            context.getSupportedSSLParameters();
        } catch (GeneralSecurityException | RuntimeException e) {
            log().atDebug().setCause(e).log("TLS is not warmed up");
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(WarmUp.class);
    }
}
