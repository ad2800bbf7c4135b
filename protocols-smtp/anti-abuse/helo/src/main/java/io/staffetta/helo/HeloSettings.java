package io.staffetta.helo;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the hook `helo`: what to do about each [Problem], and to whom.
///
/// @param syntax neither a domain nor an address literal; `refuse` by default
/// @param bareAddress an address without brackets; `refuse` by default
/// @param unqualified a name of one label, or of a private top-level domain such as `.local`;
///   `refuse` by default
/// @param otherLiteral an address literal that is not the client's; `refuse` by default
/// @param ours our hostname, a domain of ours, or our address; `refuse` by default
/// @param unknown a name without A, AAAA and MX; `next` by default
/// @param mismatch a name whose addresses are not the client's; `next` by default, for RFC 5321
///   §4.1.4 forbids to refuse for that
/// @param changed another name than before in this session; `next` by default
/// @param phase when to refuse; `rcpt` by default, so that users can log in first
/// @param lookUp whether the DNS is asked for the name; by default it is
/// @param timeLimit for all questions; 5 s by default, at most 50 s
/// @param exemptNetworks clients that are not examined
/// @param exemptPostmaster whether mail for postmaster and abuse is not refused in `rcpt`; by
///   default it is not
/// @param checkAuthenticated whether who has logged in is refused too
public record HeloSettings(
        Action syntax,
        Action bareAddress,
        Action unqualified,
        Action otherLiteral,
        Action ours,
        Action unknown,
        Action mismatch,
        Action changed,
        When phase,
        Optional<Boolean> lookUp,
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
        /// The greeting itself.
        HELO,
        /// At each recipient.
        RCPT
    }

    public HeloSettings {
        syntax = Objects.requireNonNullElse(syntax, Action.REFUSE);
        bareAddress = Objects.requireNonNullElse(bareAddress, Action.REFUSE);
        unqualified = Objects.requireNonNullElse(unqualified, Action.REFUSE);
        otherLiteral = Objects.requireNonNullElse(otherLiteral, Action.REFUSE);
        ours = Objects.requireNonNullElse(ours, Action.REFUSE);
        unknown = Objects.requireNonNullElse(unknown, Action.NEXT);
        mismatch = Objects.requireNonNullElse(mismatch, Action.NEXT);
        changed = Objects.requireNonNullElse(changed, Action.NEXT);
        phase = Objects.requireNonNullElse(phase, When.RCPT);
        lookUp = lookUp.or(() -> Optional.of(true));
        timeLimit = Objects.requireNonNullElse(timeLimit, Duration.ofSeconds(5));
        if (!timeLimit.isPositive() || timeLimit.compareTo(LONGEST_TIME_LIMIT) > 0) {
            throw new IllegalArgumentException("time-limit must be more than 0s and at most 50s");
        }
        exemptNetworks = List.copyOf(exemptNetworks);
        exemptPostmaster = exemptPostmaster.or(() -> Optional.of(true));
    }

    Action action(Problem problem) {
        return switch (problem) {
            case SYNTAX -> syntax;
            case BARE_ADDRESS -> bareAddress;
            case UNQUALIFIED -> unqualified;
            case OTHER_LITERAL -> otherLiteral;
            case OURS -> ours;
            case UNKNOWN -> unknown;
            case MISMATCH -> mismatch;
            case CHANGED -> changed;
        };
    }
}
