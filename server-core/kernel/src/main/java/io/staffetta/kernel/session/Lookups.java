package io.staffetta.kernel.session;

import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Mailbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.Callable;

/// Asks the stores, with a deadline. An empty answer means that they cannot tell now.
final class Lookups {

    private static final Logger log = LoggerFactory.getLogger(Lookups.class);

    private final SessionPolicy policy;
    private final HookRunner runner;

    Lookups(SessionPolicy policy, HookRunner runner) {
        this.policy = policy;
        this.runner = runner;
    }

    Optional<Destination> destination(Mailbox mailbox) {
        return ask("directory", policy.directory(), () -> find(mailbox));
    }

    Optional<Boolean> maySendAs(String account, Mailbox sender) {
        return ask(
                "accounts", policy.accounts(), () -> policy.accounts().maySendAs(account, sender));
    }

    /// A call with the limits of lookups.
    <T> CallResult<T> call(String name, Object component, Callable<T> body) {
        var limits = policy.limits();
        return runner.call(
                new Callee(
                        component,
                        name,
                        limits.lookupDeadline(),
                        false,
                        limits.abandonedCalls(),
                        true),
                body);
    }

    private <T> Optional<T> ask(String name, Object component, Callable<T> question) {
        return switch (call(name, component, question)) {
            case CallResult.Returned<T>(var value) -> Optional.of(value);
            case CallResult.Failed<T> failed -> {
                SessionLog.because(log.atWarn(), failed)
                        .addKeyValue("store", name)
                        .log("lookup failed");
                yield Optional.empty();
            }
        };
    }

    private Destination find(Mailbox mailbox) {
        var directory = policy.directory();
        if (directory.isLocal(mailbox.domain())) {
            return resolve(mailbox);
        }
        if (Postmaster.isOf(policy.hostname(), mailbox)) {
            return Postmaster.substitute(mailbox, directory)
                    .map(this::resolve)
                    .orElseGet(Destination.Unknown::new);
        }
        return new Destination.Foreign();
    }

    private Destination resolve(Mailbox mailbox) {
        return switch (policy.directory().resolve(mailbox)) {
            case Resolution.Deliver(var targets) -> new Destination.Local(targets);
            case Resolution.Unknown() -> new Destination.Unknown();
        };
    }
}
