package io.staffetta.sql;

import io.staffetta.spi.MailPlugin;

/// Offers the account store `sql` and the state store `sql`.
public final class SqlPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.accounts("sql", SqlAccounts.class, SqlSettings.class);
        registrar.stateStore("sql", SqlState.class, SqlStateSettings.class);
    }
}
