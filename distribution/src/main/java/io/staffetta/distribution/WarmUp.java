package io.staffetta.distribution;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Initializes on another processor what takes long and the start will need: it has no effect but
/// that the start waits less.
final class WarmUp {

    /// Of libraries of bundled plugins: what each does when it is initialized takes 20 ms and more.
    static final List<String> CLASSES =
            List.of(
                    "org.conscrypt.NativeCrypto",
                    "org.jdbi.v3.core.statement.internal.JfrSupport",
                    "org.h2.engine.Engine",
                    "com.zaxxer.hikari.pool.HikariPool");

    private WarmUp() {}

    static void start() {
        Thread.ofPlatform().daemon().name("warm-up").start(WarmUp::run);
    }

    private static void run() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            context.getSupportedSSLParameters();
            CLASSES.forEach(WarmUp::initialize);
            var keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            keys.generateKeyPair();
        } catch (GeneralSecurityException | RuntimeException e) {
            log().atDebug().setCause(e).log("not warmed up");
        }
    }

    private static void initialize(String name) {
        try {
            Class.forName(name, true, WarmUp.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            log().atDebug().addKeyValue("class", name).setCause(e).log("not warmed up");
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(WarmUp.class);
    }
}
