package io.staffetta.dnsbl;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of the hook `dnsbl`.
///
/// @param lists what is asked; at least one
/// @param refuseAt the sum of weights at which mail is refused; 1 by default, 0 for never
/// @param quarantineAt the sum at which messages are held; 0, the default, for never
/// @param markAt the sum at which messages get the field `X-DNSBL`; 0, the default, for never
/// @param phase when to refuse; `rcpt` by default, so that users can log in first
/// @param action how to refuse; `refuse` by default
/// @param quoteReason whether the reply quotes the reason (TXT) of the list; by default it does
/// @param help added to the reply, such as the address of a page; empty by default
/// @param timeLimit for all lists together; 5 s by default, at most 50 s. What is not known by then
///   counts as not listed
/// @param exemptNetworks clients that are not looked up; private addresses never are
/// @param exemptPostmaster whether mail for postmaster and abuse is not refused in `rcpt`, nor
///   held; by default it is not
/// @param checkAuthenticated whether what counts for others counts for who has logged in
public record DnsblSettings(
        List<ListSettings> lists,
        Optional<Integer> refuseAt,
        int quarantineAt,
        int markAt,
        When phase,
        Action action,
        Optional<Boolean> quoteReason,
        String help,
        Duration timeLimit,
        List<Network> exemptNetworks,
        Optional<Boolean> exemptPostmaster,
        boolean checkAuthenticated) {

    static final Duration LONGEST_TIME_LIMIT = Duration.ofSeconds(50);

    /// When to refuse.
    public enum When {
        /// Instead of the banner; only addresses are looked up by then.
        CONNECT,
        /// At each recipient.
        RCPT
    }

    /// How to refuse.
    public enum Action {
        /// For good, 5yz.
        REFUSE,
        /// For now, 4yz.
        TEMPFAIL
    }

    public DnsblSettings {
        lists = List.copyOf(lists);
        if (lists.isEmpty()) {
            throw new IllegalArgumentException("list must be given at least once");
        }
        refuseAt = refuseAt.or(() -> Optional.of(1));
        if (refuseAt.get() < 0 || quarantineAt < 0 || markAt < 0) {
            throw new IllegalArgumentException(
                    "refuse-at, quarantine-at and mark-at must not be negative");
        }
        phase = phase == null ? When.RCPT : phase;
        action = action == null ? Action.REFUSE : action;
        quoteReason = quoteReason.or(() -> Optional.of(true));
        help = help == null ? "" : help;
        timeLimit = timeLimit == null ? Duration.ofSeconds(5) : timeLimit;
        if (!timeLimit.isPositive() || timeLimit.compareTo(LONGEST_TIME_LIMIT) > 0) {
            throw new IllegalArgumentException("time-limit must be more than 0s and at most 50s");
        }
        exemptNetworks = List.copyOf(exemptNetworks);
        exemptPostmaster = exemptPostmaster.or(() -> Optional.of(true));
    }

    /// Whether a sum reaches a limit.
    static boolean reaches(int sum, int limit) {
        return limit > 0 && sum >= limit;
    }
}
