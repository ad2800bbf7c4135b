package io.staffetta.ratelimit;

import io.staffetta.ratelimit.LimitSettings.By;
import io.staffetta.ratelimit.LimitSettings.Of;

import java.util.EnumSet;
import java.util.Set;

/// When a limit is asked, and what that means for it.
enum Moment {
    /// A client connects.
    CONNECT,
    /// A client has logged in.
    AUTH,
    /// A transaction begins.
    MAIL,
    /// A recipient is named.
    RCPT;

    private static final Set<By> OF_CLIENT = EnumSet.of(By.LISTENER, By.ADDRESS, By.NETWORK);

    /// What a limit does.
    enum Step {
        /// It has nothing to say.
        NONE,
        /// One is taken.
        TAKE,
        /// It is only looked whether there is one: what it costs is known later.
        LOOK
    }

    /// Whether sessions are counted from now on.
    boolean begins(LimitSettings limit) {
        return switch (this) {
            case CONNECT ->
                    OF_CLIENT.contains(limit.by())
                            && limit.clients() != LimitSettings.Clients.AUTHENTICATED;
            case AUTH ->
                    limit.by() == By.ACCOUNT
                            || (OF_CLIENT.contains(limit.by())
                                    && limit.clients() == LimitSettings.Clients.AUTHENTICATED);
            case MAIL -> limit.by() == By.SENDER_DOMAIN;
            case RCPT -> limit.by() == By.RECIPIENT;
        };
    }

    Step step(LimitSettings limit) {
        var of = limit.of();
        boolean byRecipient = limit.by() == By.RECIPIENT;
        return switch (this) {
            case CONNECT, AUTH -> {
                if (of == Of.CONNECTIONS) {
                    yield begins(limit) ? Step.TAKE : Step.NONE;
                }
                // What is counted by the client was looked at when it connected.
                boolean looks =
                        of == Of.FAILED_RECIPIENTS && (this == CONNECT || limit.by() == By.ACCOUNT);
                yield looks ? Step.LOOK : Step.NONE;
            }
            case MAIL -> {
                if (of == Of.MESSAGES && !byRecipient) {
                    yield Step.TAKE;
                }
                boolean looks = (of == Of.OCTETS && !byRecipient) || of == Of.FAILED_RECIPIENTS;
                yield looks ? Step.LOOK : Step.NONE;
            }
            case RCPT -> {
                if (of == Of.RECIPIENTS || (of == Of.MESSAGES && byRecipient)) {
                    yield Step.TAKE;
                }
                boolean looks = (of == Of.OCTETS && byRecipient) || of == Of.FAILED_RECIPIENTS;
                yield looks ? Step.LOOK : Step.NONE;
            }
        };
    }
}
