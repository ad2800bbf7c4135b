package io.staffetta.ldap;

import io.staffetta.spi.MailPlugin;

/// Offers the account store `ldap`.
public final class LdapPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.accounts("ldap", LdapAccounts.class, LdapSettings.class);
    }
}
