package io.staffetta.distribution;

import ch.qos.logback.classic.LoggerContext;

import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import java.nio.file.Files;
import java.util.List;

/// Decides what Logback is configured by, before anything logs, and leads what plugins write by
/// other ways (`java.util.logging`, `System.Logger`) there.
final class Logging {

    private static final String PROPERTY = "logback.configurationFile";

    private Logging() {}

    /// The server logs as `conf/logback.xml` says; a command prints its answer on standard output,
    /// so what is logged on the way goes to standard error, and only if somebody should look.
    static void configure(Home home, String[] args) {
        chooseFile(home, args);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static void chooseFile(Home home, String[] args) {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        var file = home.conf("logback.xml");
        boolean serves = args.length > 0 && List.of("run", "rehearse").contains(args[0]);
        System.setProperty(
                PROPERTY,
                serves && Files.isReadable(file)
                        ? file.toString()
                        : "io/staffetta/distribution/logback-command.xml");
    }

    /// Writes what an asynchronous appender still holds.
    static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
