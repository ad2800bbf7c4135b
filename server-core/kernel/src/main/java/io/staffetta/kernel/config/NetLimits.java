package io.staffetta.kernel.config;

import java.time.Duration;

/// Limits below the protocols, which hold for all listeners; element `<network>`, kebab-case
/// children. A change takes effect with the next start.
///
/// @param loops threads that wait for clients and run their sessions
/// @param backlog connections that wait in the system's queue to be accepted; the system may lower
///   it
/// @param unixMode permissions of a UNIX socket's file, as `ls` shows them
/// @param proxyHeader how long a proxy may take to send its PROXY header; Postfix'
///   `smtpd_upstream_proxy_timeout`
/// @param proxyHeaderOctets longest PROXY header
/// @param handshake how long a TLS handshake with the first octet may take in total
/// @param refusal how long a client that is turned away may take to read why
/// @param linger how long a client may take to close after the last reply
/// @param lingerOctets octets that are read and dropped meanwhile
/// @param acceptPause how long a listener waits after it could not accept a connection
/// @param watch how often overdue writes are looked for, and sessions that keep a loop for
///   themselves
/// @param closing how long the threads of connections that were cut may take to end, and a listener
///   to close
public record NetLimits(
        int loops,
        int backlog,
        String unixMode,
        Duration proxyHeader,
        int proxyHeaderOctets,
        Duration handshake,
        Duration refusal,
        Duration linger,
        int lingerOctets,
        Duration acceptPause,
        Duration watch,
        Duration closing) {

    /// What holds where nothing is configured.
    public static final NetLimits DEFAULTS =
            new NetLimits(
                    Runtime.getRuntime().availableProcessors(),
                    1024,
                    "rw-rw----",
                    Duration.ofSeconds(5),
                    4096,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    256 * 1024,
                    Duration.ofMillis(200),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5));

    public NetLimits {
        atLeast("loops", loops, 1);
        atLeast("backlog", backlog, 1);
        atLeast("proxy-header-octets", proxyHeaderOctets, 232);
        atLeast("linger-octets", lingerOctets, 0);
        positive("proxy-header", proxyHeader);
        positive("handshake", handshake);
        positive("refusal", refusal);
        positive("accept-pause", acceptPause);
        positive("watch", watch);
        if (!unixMode.matches("([r-][w-][x-]){3}")) {
            throw new IllegalArgumentException("unix-mode must look like rw-rw----");
        }
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing");
        }
    }
}
