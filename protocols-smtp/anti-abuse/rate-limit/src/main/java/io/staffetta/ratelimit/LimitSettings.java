package io.staffetta.ratelimit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One limit of the hook `rate-limit`.
///
/// @param name for logs, metrics and what is saved: `a-z`, `0-9` and `-`; what it counts and by
///   what, by default
/// @param by what has a bucket of its own
/// @param of what is counted
/// @param rate such as `100/1h`; not for sessions, required for everything else
/// @param burst how many may come at once; the amount of the rate by default
/// @param atMost how many sessions may be open; only for sessions, and required there
/// @param clients whom it is for; everybody by default
/// @param action what who exceeds it is told; to try again later by default
public record LimitSettings(
        String name,
        By by,
        Of of,
        Optional<String> rate,
        long burst,
        int atMost,
        Clients clients,
        Action action) {

    /// What has a bucket of its own.
    public enum By {
        /// The listener: all clients together.
        LISTENER,
        /// The client's address, or its /64 with IPv6.
        ADDRESS,
        /// The client's network.
        NETWORK,
        /// The account the client logged in to.
        ACCOUNT,
        /// The domain of the reverse-path.
        SENDER_DOMAIN,
        /// The recipient.
        RECIPIENT
    }

    /// What is counted.
    public enum Of {
        /// New connections; by account, logins.
        CONNECTIONS,
        /// Sessions that are open at once.
        SESSIONS,
        /// MAIL commands; by recipient, RCPT commands.
        MESSAGES,
        /// RCPT commands.
        RECIPIENTS,
        /// Size of messages.
        OCTETS,
        /// Recipients that do not exist, or to whom the client may not relay.
        FAILED_RECIPIENTS
    }

    /// Whom a limit is for.
    public enum Clients {
        /// Everybody.
        ALL,
        /// Who has not logged in and is not local.
        STRANGERS,
        /// Who has logged in.
        AUTHENTICATED,
        /// Who is local and has not logged in.
        LOCAL
    }

    /// What who exceeds a limit is told.
    public enum Action {
        /// To try again later.
        TEMPFAIL,
        /// Not to try again.
        REFUSE,
        /// To try again later, and that this is the end of the connection.
        DISCONNECT
    }

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    // What the configuration leaves out arrives as null or zero.
    public LimitSettings {
        rate = rate == null ? Optional.empty() : rate;
        clients = clients == null ? Clients.ALL : clients;
        action = action == null ? Action.TEMPFAIL : action;
        require(by != null, "limit needs <by>");
        require(of != null, "limit needs <of>");
        name = name == null ? defaultName(by, of, clients) : name;

        require(NAME.matcher(name).matches(), "name must consist of a-z, 0-9 and -");
        if (of == Of.SESSIONS) {
            require(atMost > 0, "at-most must be at least 1 for a limit of sessions");
            require(rate.isEmpty() && burst == 0, "sessions have at-most, no rate and no burst");
        } else {
            require(atMost == 0, "at-most is for limits of sessions only");
            var parsed =
                    Rate.parse(
                            rate.orElseThrow(
                                    () -> new IllegalArgumentException("limit needs <rate>")));
            require(burst >= 0, "burst must be more than zero");
            burst = burst == 0 ? parsed.amount() : burst;
            require(
                    burst <= 1L << 50 && parsed.timeFor((double) burst).toDays() <= 3660,
                    "burst is too large for the rate");
        }
        if (of == Of.CONNECTIONS || of == Of.FAILED_RECIPIENTS) {
            require(
                    by != By.SENDER_DOMAIN && by != By.RECIPIENT,
                    "connections and failed-recipients are limited by listener, address, network"
                            + " or account");
        }
    }

    /// Of anything but sessions.
    Rate parsedRate() {
        return Rate.parse(rate.orElseThrow());
    }

    /// What it counts together with: limits that are the same, of whichever hook.
    String id() {
        return of == Of.SESSIONS
                ? "%s %s %s".formatted(name, word(of), word(by))
                : "%s %s %s %s %d".formatted(name, word(of), word(by), rate.orElse(""), burst);
    }

    private static String defaultName(By by, Of of, Clients clients) {
        var whose = clients == Clients.ALL ? "" : "-of-" + word(clients);
        return word(of) + "-by-" + word(by) + whose;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
