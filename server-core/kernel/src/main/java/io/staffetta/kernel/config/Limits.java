package io.staffetta.kernel.config;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;

/// Limits that hold for all listeners; element `<limits>`, kebab-case children.
///
/// @param messageSize largest message in octets; announced by SIZE
/// @param recipients recipients of one transaction; RFC 5321 §4.5.3.1.8 wants at least 100
/// @param receivedHeaders hops before a message counts as looping
/// @param headerOctets size of a header section beyond which a message is refused
/// @param loginFailures failed logins on one connection before it is closed
/// @param loginDelay pause after the first failed login; doubles with each further one of the same
///   address or account
/// @param maxLoginDelay longest such pause
/// @param loginMemory how long a failed login counts; a day at most
/// @param loginFailuresPerClient failed logins from one address within `loginMemory` before AUTH is
///   refused with 421
/// @param loginFailuresPerNetwork failed logins from one network (IPv4 /24, IPv6 /48) within
///   `loginMemory` before AUTH is refused with 421 to all of it but to clients that logged in
///   lately
/// @param loginFailuresPerAccount failed logins of one account within `loginMemory` after which
///   each further one closes the connection; a right password always works
/// @param loginExemptNetworks whose failed logins are not counted by address, such as that of a web
///   mail server
/// @param loginSaveInterval how often counts that changed are written down
/// @param shutdownGrace how long running transactions may take when the server stops
/// @param lookupDeadline the longest a question to a store, a relay policy or a SASL mechanism may
///   take, and what a transport explains
/// @param outboundTlsDeadline the longest a policy for connections to other servers may take; it
///   may have to ask DNS and then fetch something, for which RFC 8461 §3.3 alone gives a minute
/// @param abandonedCalls calls of one hook (or other component) that missed their deadline and
///   still run before it is not called any more
public record Limits(
        long messageSize,
        int recipients,
        int receivedHeaders,
        int headerOctets,
        int loginFailures,
        Duration loginDelay,
        Duration maxLoginDelay,
        Duration loginMemory,
        int loginFailuresPerClient,
        int loginFailuresPerNetwork,
        int loginFailuresPerAccount,
        List<Network> loginExemptNetworks,
        Duration loginSaveInterval,
        Duration shutdownGrace,
        Duration lookupDeadline,
        Duration outboundTlsDeadline,
        int abandonedCalls) {

    /// Failed logins are forgotten after this time, for memory is not for ever.
    public static final Duration LONGEST_LOGIN_MEMORY = Duration.ofDays(1);

    /// What holds where nothing is configured.
    public static final Limits DEFAULTS =
            new Limits(
                    36_700_160,
                    1000,
                    50,
                    1 << 20,
                    3,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15),
                    30,
                    300,
                    100,
                    List.of(),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(90),
                    8);

    public Limits {
        if (messageSize < 65_536) {
            throw new IllegalArgumentException(
                    "message-size must be at least 64K (RFC 5321 4.5.3.1.7)");
        }
        if (recipients < 100) {
            throw new IllegalArgumentException(
                    "recipients must be at least 100 (RFC 5321 4.5.3.1.8)");
        }
        atLeast("received-headers", receivedHeaders, 2);
        atLeast("header-octets", headerOctets, 1024);
        atLeast("login-failures", loginFailures, 1);
        loginExemptNetworks = List.copyOf(loginExemptNetworks);
        atLeast("login-failures-per-client", loginFailuresPerClient, 1);
        atLeast("login-failures-per-network", loginFailuresPerNetwork, 1);
        atLeast("login-failures-per-account", loginFailuresPerAccount, 1);
        if (loginSaveInterval.isZero()) {
            throw new IllegalArgumentException("login-save-interval must be longer than nothing");
        }
        if (maxLoginDelay.compareTo(loginDelay) < 0) {
            throw new IllegalArgumentException("max-login-delay must not be below login-delay");
        }
        atLeast("abandoned-calls", abandonedCalls, 1);
        if (lookupDeadline.isZero()) {
            throw new IllegalArgumentException("lookup-deadline must be longer than nothing");
        }
        if (outboundTlsDeadline.isZero()) {
            throw new IllegalArgumentException("outbound-tls-deadline must be longer than nothing");
        }
        if (loginMemory.isZero()) {
            throw new IllegalArgumentException("login-memory must be longer than nothing");
        }
        if (loginMemory.compareTo(LONGEST_LOGIN_MEMORY) > 0) {
            throw new IllegalArgumentException("login-memory must be at most 1d");
        }
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
    }
}
