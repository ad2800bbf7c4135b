package io.staffetta.testkit;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.mail.Mailbox;

/// The account store of tests keeps the contract.
class MemoryAccountsTest implements AccountsContract {

    private final MemoryAccounts accounts = new MemoryAccounts();

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public void haveAccount(String address, String password) {
        accounts.addAccount(Mailbox.parse(address), Secret.of(password));
    }

    @Override
    public void haveLocked(String account) {
        accounts.setLocked(account, true);
    }
}
