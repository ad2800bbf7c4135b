package io.staffetta.kernel.admin;

import static io.staffetta.kernel.admin.Arguments.HASH;
import static io.staffetta.kernel.admin.Arguments.PASSWORD;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;

import tools.jackson.core.type.TypeReference;

import java.util.List;
import java.util.Map;

/// What accounts of a server that runs in another process log in by.
///
/// @param connection to that server
record RemoteCredentials(AdminConnection connection) implements CredentialAdministration {

    @Override
    public AccountDetails show(String account) {
        return connection.call("account.show", of(account), new TypeReference<>() {});
    }

    @Override
    public void importAccount(String address, Secret hash) {
        connection.change("account.import", Map.of("address", address, HASH, hash.reveal()));
    }

    @Override
    public void importPassword(String account, Secret hash) {
        connection.change(
                "account.import-password", Map.of("account", account, HASH, hash.reveal()));
    }

    @Override
    public List<AppPassword> appPasswords(String account) {
        return connection.call("account.app-password-list", of(account), new TypeReference<>() {});
    }

    @Override
    public Secret addAppPassword(String account, String name, AppPassword.Scope scope) {
        Map<String, Object> made =
                connection.call(
                        "account.app-password-add",
                        Map.of("account", account, "name", name, "scope", scope),
                        new TypeReference<>() {});
        return new Arguments(made).secret(PASSWORD);
    }

    @Override
    public void removeAppPassword(String account, String name) {
        connection.change("account.app-password-remove", Map.of("account", account, "name", name));
    }

    @Override
    public void setAppPasswordsOnly(String account, boolean only) {
        connection.change("account.app-passwords-only", Map.of("account", account, "only", only));
    }

    private static Map<String, Object> of(String account) {
        return Map.of("account", account);
    }
}
