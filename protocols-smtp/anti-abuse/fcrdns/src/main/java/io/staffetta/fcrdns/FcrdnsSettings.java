package io.staffetta.fcrdns;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the hook `fcrdns`. Unless they say otherwise, it refuses nobody.
///
/// @param noName what to do with a client whose address has no name; `next` by default
/// @param unconfirmed with one none of whose names leads back to its address; `next` by default
/// @param generic with one whose confirmed name looks as if a provider gave it to a dial-up line;
///   `next` by default
/// @param temperror with one of which the DNS cannot tell now; `next` by default, `refuse` is not
///   possible
/// @param phase when to refuse; `rcpt` by default, so that users can log in first
/// @param maxNames how many names of an address are looked at; 10 by default, at most 50
/// @param timeLimit for all questions; 5 s by default, at most 50 s
/// @param exemptNetworks clients that are looked up and never refused
/// @param exemptPostmaster whether mail for postmaster and abuse is not refused; by default it is
///   not
/// @param checkAuthenticated whether who has logged in is refused too
public record FcrdnsSettings(
        Action noName,
        Action unconfirmed,
        Action generic,
        Action temperror,
        When phase,
        int maxNames,
        Duration timeLimit,
        List<Network> exemptNetworks,
        Optional<Boolean> exemptPostmaster,
        boolean checkAuthenticated) {

    static final Duration LONGEST_TIME_LIMIT = Duration.ofSeconds(50);

    /// What to do.
    public enum Action {
        /// Nothing.
        NEXT,
        /// Refuse for now, 4yz.
        TEMPFAIL,
        /// Refuse for good, 5yz.
        REFUSE
    }

    /// When to refuse.
    public enum When {
        /// Instead of the banner.
        CONNECT,
        /// At each recipient.
        RCPT
    }

    public FcrdnsSettings {
        noName = Objects.requireNonNullElse(noName, Action.NEXT);
        unconfirmed = Objects.requireNonNullElse(unconfirmed, Action.NEXT);
        generic = Objects.requireNonNullElse(generic, Action.NEXT);
        temperror = Objects.requireNonNullElse(temperror, Action.NEXT);
        if (temperror == Action.REFUSE) {
            throw new IllegalArgumentException("temperror must be next or tempfail");
        }
        phase = Objects.requireNonNullElse(phase, When.RCPT);
        maxNames = maxNames == 0 ? 10 : maxNames;
        if (maxNames < 1 || maxNames > 50) {
            throw new IllegalArgumentException("max-names must lie between 1 and 50");
        }
        timeLimit = Objects.requireNonNullElse(timeLimit, Duration.ofSeconds(5));
        if (!timeLimit.isPositive() || timeLimit.compareTo(LONGEST_TIME_LIMIT) > 0) {
            throw new IllegalArgumentException("time-limit must be more than 0s and at most 50s");
        }
        exemptNetworks = List.copyOf(exemptNetworks);
        exemptPostmaster = exemptPostmaster.or(() -> Optional.of(true));
    }
}
