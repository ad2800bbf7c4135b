package io.staffetta.ratelimit;

import io.staffetta.ratelimit.LimitSettings.By;
import io.staffetta.ratelimit.LimitSettings.Of;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The limits of one hook.
record Limits(RateLimitSettings settings, List<Account> accounts) {

    private static final Optional<String> NOBODY = Optional.empty();

    /// A limit that is exceeded.
    ///
    /// @param name who exceeds it
    /// @param delay after which it is worth to try again; empty if nobody knows
    record Exceeded(LimitSettings limit, String name, Optional<Duration> delay) {}

    /// Counts a session, where it is to be counted from now on. Waits for nothing, so a session
    /// that ends meanwhile leaves nothing behind.
    Optional<Exceeded> enter(Moment moment, Subject subject, OpenSession open) {
        for (var account : accounts) {
            if (account instanceof Account.Sessions(var limit, var leases)
                    && moment.begins(limit)) {
                boolean ofTransaction =
                        limit.by() == By.SENDER_DOMAIN || limit.by() == By.RECIPIENT;
                var refused =
                        named(limit, subject)
                                .filter(name ->
                                        !open.acquire(leases, name, limit.atMost(), ofTransaction));
                if (refused.isPresent()) {
                    return refused.map(name -> new Exceeded(limit, name, Optional.empty()));
                }
            }
        }
        return Optional.empty();
    }

    /// Takes what this costs; nothing of the limits behind one that is exceeded.
    Optional<Exceeded> take(Moment moment, Subject subject) {
        for (var account : accounts) {
            if (account instanceof Account.Rated(var limit, var buckets)) {
                var step = moment.step(limit);
                var name = step == Moment.Step.NONE ? NOBODY : named(limit, subject);
                if (name.isPresent()) {
                    var bucket = buckets.of(name.get());
                    var delay = step == Moment.Step.TAKE ? bucket.take() : bucket.look();
                    if (delay.isPresent()) {
                        return Optional.of(new Exceeded(limit, name.get(), delay));
                    }
                    if (step == Moment.Step.TAKE) {
                        buckets.taken(name.get(), bucket);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// What would be exceeded, counting nothing.
    Optional<Exceeded> rehearse(Moment moment, Subject subject) {
        return accounts.stream()
                .flatMap(account -> rehearse(account, moment, subject).stream())
                .findFirst();
    }

    /// Takes what something has cost, there or not; of limits by recipient nothing.
    void charge(Of of, Subject subject, long amount) {
        for (var account : accounts) {
            if (account.limit().of() == of && account.limit().by() != By.RECIPIENT) {
                charge(account, subject, amount);
            }
        }
    }

    /// Takes the octets of a message from what a recipient may get.
    void chargeRecipient(Subject subject, long octets) {
        for (var account : accounts) {
            if (account.limit().of() == Of.OCTETS && account.limit().by() == By.RECIPIENT) {
                charge(account, subject, octets);
            }
        }
    }

    private void charge(Account account, Subject subject, long amount) {
        if (account instanceof Account.Rated(var limit, var buckets)
                && !subject.isExempt(settings)) {
            named(limit, subject)
                    .ifPresent(name -> {
                        var bucket = buckets.of(name);
                        bucket.charge(amount);
                        buckets.taken(name, bucket);
                    });
        }
    }

    private Optional<Exceeded> rehearse(Account account, Moment moment, Subject subject) {
        return switch (account) {
            case Account.Sessions(var limit, var leases) ->
                    moment.begins(limit)
                            ? named(limit, subject)
                                    .filter(name -> !leases.hasRoom(name, limit.atMost()))
                                    .map(name -> new Exceeded(limit, name, Optional.empty()))
                            : Optional.empty();
            case Account.Rated(var limit, var buckets) ->
                    moment.step(limit) == Moment.Step.NONE
                            ? Optional.empty()
                            : named(limit, subject)
                                    .flatMap(name ->
                                            buckets.peek(name)
                                                    .look()
                                                    .map(delay ->
                                                            new Exceeded(
                                                                    limit,
                                                                    name,
                                                                    Optional.of(delay))));
        };
    }

    private Optional<String> named(LimitSettings limit, Subject subject) {
        return subject.isFor(limit.clients(), settings)
                ? subject.name(limit.by(), settings)
                : Optional.empty();
    }
}
