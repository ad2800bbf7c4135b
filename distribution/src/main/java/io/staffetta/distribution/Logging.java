package io.staffetta.distribution;

import ch.qos.logback.classic.LoggerContext;

import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import java.nio.file.Files;

/// Decides what Logback is configured by, and leads what plugins write by other ways
/// (`java.util.logging`, `System.Logger`) there.
final class Logging {

    private static final String PROPERTY = "logback.configurationFile";

    private Logging() {}

    /// The server logs as `conf/logback.xml` says; a command prints its answer on standard output,
    /// so what is logged on the way goes to standard error, and only if somebody should look. To be
    /// called before anything logs.
    static void configure(Home home, boolean serves) {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        var file = home.conf("logback.xml");
        System.setProperty(
                PROPERTY,
                serves && Files.isReadable(file)
                        ? file.toString()
                        : "io/staffetta/distribution/logback-command.xml");
    }

    /// Leads what is written by other ways here.
    static void collect() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /// Writes what an asynchronous appender still holds.
    static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
