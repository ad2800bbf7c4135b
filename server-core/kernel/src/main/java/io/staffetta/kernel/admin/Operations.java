package io.staffetta.kernel.admin;

import static io.staffetta.kernel.admin.Arguments.PASSWORD;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The operations of the administration port by name. [AdminClient] calls the same names.
final class Operations {

    /// An operation.
    ///
    /// @param arguments the names of its arguments, all of which are needed
    /// @param body does it
    private record Operation(
            Set<String> arguments, BiFunction<Administration, Arguments, Object> body) {}

    private static final Map<String, Operation> ALL =
            Map.ofEntries(
                    entry("status", read(Administration::status)),
                    entry("reload", read(Administration::reload)),
                    entry("plugins", read(Administration::plugins)),
                    entry("account.list", read(Administration::accounts)),
                    entry(
                            "account.add",
                            change(
                                    Set.of("address", PASSWORD),
                                    (admin, in) ->
                                            admin.addAccount(
                                                    in.text("address"), in.secret(PASSWORD)))),
                    entry(
                            "account.password",
                            change(
                                    Set.of("account", PASSWORD),
                                    (admin, in) ->
                                            admin.setPassword(
                                                    in.text("account"), in.secret(PASSWORD)))),
                    entry(
                            "account.remove",
                            change(
                                    Set.of("account"),
                                    (admin, in) -> admin.removeAccount(in.text("account")))),
                    entry(
                            "account.address-add",
                            change(
                                    Set.of("account", "address"),
                                    (admin, in) ->
                                            admin.addAddress(
                                                    in.text("account"), in.text("address")))),
                    entry(
                            "account.address-remove",
                            change(
                                    Set.of("account", "address"),
                                    (admin, in) ->
                                            admin.removeAddress(
                                                    in.text("account"), in.text("address")))),
                    entry(
                            "account.lock",
                            change(
                                    Set.of("account"),
                                    (admin, in) -> admin.setLocked(in.text("account"), true))),
                    entry(
                            "account.unlock",
                            change(
                                    Set.of("account"),
                                    (admin, in) -> admin.setLocked(in.text("account"), false))),
                    entry("alias.list", read(Administration::aliases)),
                    entry(
                            "alias.add",
                            change(
                                    Set.of("source", "target"),
                                    (admin, in) ->
                                            admin.addAlias(in.text("source"), in.text("target")))),
                    entry(
                            "alias.remove",
                            change(
                                    Set.of("source"),
                                    (admin, in) -> admin.removeAlias(in.text("source")))),
                    entry("domain.list", read(Administration::domains)),
                    entry(
                            "domain.add",
                            change(
                                    Set.of("domain"),
                                    (admin, in) -> admin.addDomain(in.text("domain")))),
                    entry(
                            "domain.remove",
                            change(
                                    Set.of("domain"),
                                    (admin, in) -> admin.removeDomain(in.text("domain")))),
                    entry(
                            "queue.list",
                            new Operation(
                                    Set.of("limit"),
                                    (admin, in) -> admin.queue(in.number("limit")))),
                    entry(
                            "queue.show",
                            new Operation(
                                    Set.of("id"), (admin, in) -> admin.queued(in.text("id")))),
                    entry("queue.retry", change(Set.of(), (admin, _) -> admin.retryQueue())));

    private Operations() {}

    /// Performs an operation.
    ///
    /// @return what to answer; empty if there is no operation of that name
    /// @throws IllegalArgumentException if the arguments are wrong
    static Optional<Object> run(String name, Administration admin, Arguments arguments) {
        return Optional.ofNullable(ALL.get(name))
                .map(operation ->
                        operation.body().apply(admin, arguments.expect(operation.arguments())));
    }

    static boolean exists(String name) {
        return ALL.containsKey(name);
    }

    private static Operation read(Function<Administration, Object> body) {
        return new Operation(Set.of(), (admin, _) -> body.apply(admin));
    }

    private static Operation change(
            Set<String> arguments, BiConsumer<Administration, Arguments> body) {
        return new Operation(
                arguments,
                (admin, in) -> {
                    body.accept(admin, in);
                    return Map.of();
                });
    }
}
