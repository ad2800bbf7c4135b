package io.staffetta.kernel;

import io.staffetta.kernel.admin.LoginAdministration;
import io.staffetta.kernel.admin.LoginFailures;
import io.staffetta.kernel.admin.LoginListing;
import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.session.LoginRecord;
import io.staffetta.kernel.session.LoginThrottle;

import java.util.Comparator;
import java.util.Optional;

/// Failed logins as the administration sees them.
///
/// @param logins counts them
/// @param limits those in force
record LoginPanel(LoginThrottle logins, Limits limits) implements LoginAdministration {

    private static final Comparator<LoginFailures> ORDER =
            Comparator.comparingInt(LoginFailures::failures)
                    .reversed()
                    .thenComparing(LoginFailures::kind)
                    .thenComparing(LoginFailures::who);

    @Override
    public LoginListing list(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
        var all =
                logins.records(limits.loginMemory()).stream()
                        .flatMap(one -> shown(one).stream())
                        .sorted(ORDER)
                        .toList();
        return new LoginListing(all.size(), all.stream().limit(limit).toList());
    }

    @Override
    public void forget(String who) {
        if (!logins.forget(who)) {
            throw new IllegalArgumentException("no failed login counts against " + who);
        }
    }

    private Optional<LoginFailures> shown(LoginRecord one) {
        return switch (one.kind()) {
            case CLIENT -> shown(LoginFailures.Kind.CLIENT, one, limits.loginFailuresPerClient());
            case NETWORK ->
                    shown(LoginFailures.Kind.NETWORK, one, limits.loginFailuresPerNetwork());
            case ACCOUNT ->
                    shown(LoginFailures.Kind.ACCOUNT, one, limits.loginFailuresPerAccount());
            case PAIR, WELCOME -> Optional.empty();
        };
    }

    private static Optional<LoginFailures> shown(
            LoginFailures.Kind kind, LoginRecord one, int limit) {
        return Optional.of(
                new LoginFailures(
                        kind, one.who(), one.failures(), one.since(), one.failures() >= limit));
    }
}
