package io.staffetta.policy;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Settings of the hook `policy`.
///
/// @param endpoint `inet:host:port` or `unix:path`
/// @param stages when the server is asked
/// @param timeout longest try, from connecting to the end of the answer
/// @param tries how often a failing server is asked for one answer
/// @param retryDelay wait between two tries
/// @param idleTime how long an unused connection is kept
/// @param connectionAge how long a connection is used
/// @param requestsPerConnection most requests of one connection; 0 for any number
/// @param maxConnections most connections at once
/// @param maxReply most octets of an answer
/// @param maxNotes most headers and recipients the server may add to one message
/// @param defaultAction what holds if there is no answer, or one that makes no sense
/// @param policyContext value of `policy_context`
/// @param skipAuthenticated whether clients that have logged in are not asked about
/// @param ok what `OK` means
public record PolicySettings(
        @Nullable String endpoint,
        Set<Stage> stages,
        @Nullable Duration timeout,
        Optional<Integer> tries,
        @Nullable Duration retryDelay,
        @Nullable Duration idleTime,
        @Nullable Duration connectionAge,
        int requestsPerConnection,
        Optional<Integer> maxConnections,
        Optional<Integer> maxReply,
        Optional<Integer> maxNotes,
        @Nullable String defaultAction,
        @Nullable String policyContext,
        Optional<Boolean> skipAuthenticated,
        @Nullable Ok ok) {

    /// What the action `OK` means.
    public enum Ok {
        /// Go on with the next hook, as after `DUNNO`.
        NEXT,
        /// End the hooks of this phase; the server's own rules still hold.
        ACCEPT
    }

    public PolicySettings {
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "endpoint is missing: write inet:host:port or unix:path");
        }
        Endpoint.parse(endpoint);
        stages = stages.isEmpty() ? Set.of(Stage.RCPT) : Set.copyOf(stages);
        timeout = positive("timeout", timeout, Duration.ofSeconds(10));
        tries = atLeastOne("tries", tries, 2);
        retryDelay = retryDelay == null ? Duration.ofSeconds(1) : retryDelay;
        idleTime = positive("idle-time", idleTime, Duration.ofMinutes(5));
        connectionAge = positive("connection-age", connectionAge, Duration.ofSeconds(1000));
        if (requestsPerConnection < 0) {
            throw new IllegalArgumentException("requests-per-connection must not be negative");
        }
        maxConnections = atLeastOne("max-connections", maxConnections, 50);
        maxReply = atLeastOne("max-reply", maxReply, 8192);
        maxNotes = atLeastOne("max-notes", maxNotes, 50);
        defaultAction =
                defaultAction == null ? "451 4.3.5 Server configuration problem" : defaultAction;
        try {
            ActionParser.parse(defaultAction);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("default-action " + e.getMessage(), e);
        }
        policyContext = policyContext == null ? "" : policyContext;
        skipAuthenticated = Optional.of(skipAuthenticated.orElse(true));
        ok = ok == null ? Ok.NEXT : ok;
    }

    private static Duration positive(String name, @Nullable Duration value, Duration otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be more than zero");
        }
        return value;
    }

    private static Optional<Integer> atLeastOne(
            String name, Optional<Integer> value, int otherwise) {
        if (value.isPresent() && value.get() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
        return Optional.of(value.orElse(otherwise));
    }
}
