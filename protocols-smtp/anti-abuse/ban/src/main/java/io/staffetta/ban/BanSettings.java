package io.staffetta.ban;

import java.time.Duration;
import java.util.Optional;

/// Settings of the hook `ban`. A limit of 0 counts nothing of that kind.
///
/// @param failedLogins failed logins within the window that earn a ban; 10 by default
/// @param unknownRecipients recipients that do not exist; 20 by default
/// @param relayAttempts recipients elsewhere that nothing permits; 10 by default
/// @param protocolErrors commands that are wrong, unknown or out of order; 30 by default
/// @param window how long faults count; 10 min by default
/// @param time how long the first ban takes; 1 h by default. Each further one takes twice as long
/// @param maxTime the longest ban; 7 d by default
/// @param memory how long bans are remembered, so that the next takes longer; 7 d by default
/// @param maxClients clients whose faults are remembered; 100000 by default
/// @param countAuthenticated whether faults of clients that have logged in count; not by default
/// @param reply what a banned client is told; `tempfail` by default, for a ban ends
public record BanSettings(
        Optional<Integer> failedLogins,
        Optional<Integer> unknownRecipients,
        Optional<Integer> relayAttempts,
        Optional<Integer> protocolErrors,
        Duration window,
        Duration time,
        Duration maxTime,
        Duration memory,
        int maxClients,
        boolean countAuthenticated,
        Answer reply) {

    /// What a banned client is told.
    public enum Answer {
        /// 421: come back when the ban is over.
        TEMPFAIL,
        /// 554: go away for good.
        REFUSE
    }

    public BanSettings {
        failedLogins = limit("failed-logins", failedLogins, 10);
        unknownRecipients = limit("unknown-recipients", unknownRecipients, 20);
        relayAttempts = limit("relay-attempts", relayAttempts, 10);
        protocolErrors = limit("protocol-errors", protocolErrors, 30);
        window = positive("window", window, Duration.ofMinutes(10));
        time = positive("time", time, Duration.ofHours(1));
        maxTime = positive("max-time", maxTime, Duration.ofDays(7));
        memory = positive("memory", memory, Duration.ofDays(7));
        if (maxTime.compareTo(time) < 0) {
            throw new IllegalArgumentException("max-time must not be shorter than time");
        }
        if (maxClients < 0) {
            throw new IllegalArgumentException("max-clients must be at least 1");
        }
        maxClients = maxClients == 0 ? 100_000 : maxClients;
        reply = reply == null ? Answer.TEMPFAIL : reply;
    }

    private static Optional<Integer> limit(String name, Optional<Integer> given, int otherwise) {
        if (given.isPresent() && given.get() < 0) {
            throw new IllegalArgumentException(name + " must not be negative");
        }
        return given.or(() -> Optional.of(otherwise));
    }

    private static Duration positive(String name, Duration given, Duration otherwise) {
        if (given == null) {
            return otherwise;
        }
        if (!given.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing");
        }
        return given;
    }
}
