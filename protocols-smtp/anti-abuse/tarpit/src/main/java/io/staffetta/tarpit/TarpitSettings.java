package io.staffetta.tarpit;

import io.staffetta.spi.Network;
import io.staffetta.spi.hook.Tally;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Settings of the hook `tarpit`. The delay of a command is the sum of what its client has earned.
///
/// @param unknownRecipient for each recipient that did not exist; 1 s by default
/// @param relayAttempt for each recipient elsewhere that nothing permitted; 2 s by default
/// @param protocolError for each command that was wrong; 1 s by default
/// @param failedLogin for each failed login; 0 s by default, for those are delayed anyway
/// @param verdict for each decision of a hook against the client, also if only observed; 0 s by
///   default
/// @param findings for what hooks before this one found; none by default
/// @param phases where to wait; by default `helo`, `mail`, `rcpt` and `data`
/// @param maxDelay the longest delay of a command; 10 s by default, at most 2 min
/// @param maxTotal the longest delay of a session in total; 2 min by default
/// @param maxConcurrent sessions that are delayed at once; 200 by default. The others are served
///   without delay
/// @param exemptNetworks clients that are not delayed; who has logged in never is
public record TarpitSettings(
        Duration unknownRecipient,
        Duration relayAttempt,
        Duration protocolError,
        Duration failedLogin,
        Duration verdict,
        List<FindingDelay> findings,
        Set<Where> phases,
        Duration maxDelay,
        Duration maxTotal,
        int maxConcurrent,
        List<Network> exemptNetworks) {

    static final Duration LONGEST_DELAY = Duration.ofMinutes(2);

    /// Where to wait.
    public enum Where {
        /// Before the banner.
        CONNECT,
        /// Before the reply to EHLO.
        HELO,
        /// To MAIL.
        MAIL,
        /// To RCPT.
        RCPT,
        /// To DATA.
        DATA
    }

    public TarpitSettings {
        unknownRecipient = Objects.requireNonNullElse(unknownRecipient, Duration.ofSeconds(1));
        relayAttempt = Objects.requireNonNullElse(relayAttempt, Duration.ofSeconds(2));
        protocolError = Objects.requireNonNullElse(protocolError, Duration.ofSeconds(1));
        failedLogin = Objects.requireNonNullElse(failedLogin, Duration.ZERO);
        verdict = Objects.requireNonNullElse(verdict, Duration.ZERO);
        findings = List.copyOf(findings);
        phases =
                phases.isEmpty()
                        ? Set.of(Where.HELO, Where.MAIL, Where.RCPT, Where.DATA)
                        : Set.copyOf(phases);
        maxDelay = Objects.requireNonNullElse(maxDelay, Duration.ofSeconds(10));
        if (!maxDelay.isPositive() || maxDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("max-delay must be more than 0s and at most 2m");
        }
        maxTotal = Objects.requireNonNullElse(maxTotal, Duration.ofMinutes(2));
        if (!maxTotal.isPositive()) {
            throw new IllegalArgumentException("max-total must be more than 0s");
        }
        if (maxConcurrent < 0) {
            throw new IllegalArgumentException("max-concurrent must be at least 1");
        }
        maxConcurrent = maxConcurrent == 0 ? 200 : maxConcurrent;
        exemptNetworks = List.copyOf(exemptNetworks);
    }

    /// What a client has earned by what it did.
    Duration earned(Tally tally) {
        return times(unknownRecipient, tally.unknownRecipients())
                .plus(times(relayAttempt, tally.relayAttempts()))
                .plus(times(protocolError, tally.protocolErrors()))
                .plus(times(failedLogin, tally.failedLogins()));
    }

    /// Never more than matters, so nothing overflows.
    private static Duration times(Duration each, int count) {
        return min(each, LONGEST_DELAY).multipliedBy(count);
    }

    static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
