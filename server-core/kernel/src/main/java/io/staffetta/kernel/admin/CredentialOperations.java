package io.staffetta.kernel.admin;

import static io.staffetta.kernel.admin.Arguments.HASH;
import static io.staffetta.kernel.admin.Arguments.PASSWORD;
import static io.staffetta.kernel.admin.Operation.change;

import static java.util.Map.entry;

import io.staffetta.spi.auth.AppPassword;

import java.util.Map;
import java.util.Set;

/// The operations of the administration port that concern what accounts log in by.
/// [RemoteCredentials] calls them.
final class CredentialOperations {

    private static final String ACCOUNT = "account";
    private static final String NAME = "name";

    static final Map<String, Operation> ALL =
            Map.ofEntries(
                    entry(
                            "account.show",
                            new Operation(
                                    Set.of(ACCOUNT),
                                    Set.of(),
                                    (admin, in) -> admin.credentials().show(in.text(ACCOUNT)))),
                    entry(
                            "account.import",
                            change(
                                    Set.of("address", HASH),
                                    (admin, in) ->
                                            admin.credentials()
                                                    .importAccount(
                                                            in.text("address"), in.secret(HASH)))),
                    entry(
                            "account.import-password",
                            change(
                                    Set.of(ACCOUNT, HASH),
                                    (admin, in) ->
                                            admin.credentials()
                                                    .importPassword(
                                                            in.text(ACCOUNT), in.secret(HASH)))),
                    entry(
                            "account.app-password-list",
                            new Operation(
                                    Set.of(ACCOUNT),
                                    Set.of(),
                                    (admin, in) ->
                                            admin.credentials().appPasswords(in.text(ACCOUNT)))),
                    entry(
                            "account.app-password-add",
                            new Operation(
                                    Set.of(ACCOUNT, NAME, "scope"),
                                    Set.of(),
                                    (admin, in) ->
                                            Map.of(
                                                    PASSWORD,
                                                    admin.credentials()
                                                            .addAppPassword(
                                                                    in.text(ACCOUNT),
                                                                    in.text(NAME),
                                                                    in.oneOf(
                                                                            "scope",
                                                                            AppPassword.Scope
                                                                                    .class))
                                                            .reveal()))),
                    entry(
                            "account.app-password-remove",
                            change(
                                    Set.of(ACCOUNT, NAME),
                                    (admin, in) ->
                                            admin.credentials()
                                                    .removeAppPassword(
                                                            in.text(ACCOUNT), in.text(NAME)))),
                    entry(
                            "account.app-passwords-only",
                            change(
                                    Set.of(ACCOUNT, "only"),
                                    (admin, in) ->
                                            admin.credentials()
                                                    .setAppPasswordsOnly(
                                                            in.text(ACCOUNT), in.flag("only")))));

    private CredentialOperations() {}
}
