package io.staffetta.ldap;

import io.staffetta.spi.MailPlugin;

/// Accounts in an LDAP directory.
public final class LdapPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
