package io.staffetta.kernel.admin;

import static io.staffetta.kernel.admin.Arguments.PASSWORD;
import static io.staffetta.kernel.admin.Operation.change;
import static io.staffetta.kernel.admin.Operation.read;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The operations of the administration port by name. [AdminClient] calls the same names.
final class Operations {

    private static final Map<String, Operation> SERVER =
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
                            "explain",
                            new Operation(
                                    Set.of("from", "to"),
                                    Set.of("listener", "client-ip", "account"),
                                    (admin, in) ->
                                            admin.explain(
                                                    new ExplainRequest(
                                                            in.optionalText("listener"),
                                                            in.text("from"),
                                                            in.text("to"),
                                                            in.optionalText("client-ip"),
                                                            in.optionalText("account"))))));

    private static final Map<String, Operation> ALL =
            Stream.of(
                            SERVER,
                            CredentialOperations.ALL,
                            LoginOperations.ALL,
                            BanOperations.ALL,
                            DkimOperations.ALL,
                            QueueOperations.ALL)
                    .flatMap(operations -> operations.entrySet().stream())
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Operations() {}

    /// Performs an operation.
    ///
    /// @return what to answer; empty if there is no operation of that name
    /// @throws IllegalArgumentException if the arguments are wrong
    static Optional<Object> run(String name, Administration admin, Arguments arguments) {
        return Optional.ofNullable(ALL.get(name)).map(operation -> operation.run(admin, arguments));
    }

    static boolean exists(String name) {
        return ALL.containsKey(name);
    }
}
