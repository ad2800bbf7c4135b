package io.staffetta.kernel.admin;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;
import java.util.function.Supplier;

/// What accounts of this process log in by.
///
/// @param store the store that can be edited; throws if there is none
record LocalCredentials(Supplier<AccountAdministration> store) implements CredentialAdministration {

    @Override
    public AccountDetails show(String account) {
        var editable = store.get();
        var found =
                editable.accounts().stream()
                        .filter(known -> known.isNamed(account))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("there is no account " + account));
        return new AccountDetails(
                found.name(),
                found.addresses().stream().map(Mailbox::toString).toList(),
                found.locked(),
                editable.credentials(found.name()),
                editable.isAppPasswordsOnly(found.name()),
                editable.appPasswords(found.name()));
    }

    @Override
    public void importAccount(String address, Secret hash) {
        store.get().importAccount(Mailbox.parse(address), notEmpty(hash));
    }

    @Override
    public void importPassword(String account, Secret hash) {
        store.get().importPassword(account, notEmpty(hash));
    }

    @Override
    public List<AppPassword> appPasswords(String account) {
        return store.get().appPasswords(account);
    }

    @Override
    public Secret addAppPassword(String account, String name, AppPassword.Scope scope) {
        return store.get()
                .addAppPassword(
                        account, OperatorText.line("name of the app password", name), scope);
    }

    @Override
    public void removeAppPassword(String account, String name) {
        store.get().removeAppPassword(account, name);
    }

    @Override
    public void setAppPasswordsOnly(String account, boolean only) {
        store.get().setAppPasswordsOnly(account, only);
    }

    private static Secret notEmpty(Secret hash) {
        if (hash.isEmpty()) {
            throw new IllegalArgumentException("the password hash is empty");
        }
        return hash;
    }
}
