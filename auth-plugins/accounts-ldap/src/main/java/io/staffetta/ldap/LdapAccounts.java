package io.staffetta.ldap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Accounts in an LDAP directory: searched as one user, passwords checked by binding as the account
/// itself. Knows its mailboxes and the domains it was given; aliases to others are not its affair.
public final class LdapAccounts implements Accounts, Directory {

    /// As long as a mailbox may be: what is remembered of strangers must not fill the memory.
    private static final int LONGEST_LOGIN = 320;

    private record Open(LDAPConnectionPool pool, Logins logins) {}

    private final LdapSettings settings;
    private final Server server;
    private final Entries entries;
    private final Set<Domain> domains;
    private final String separator;
    private final Cache<String, Optional<Account>> known;
    private volatile @Nullable Open open;

    @Inject
    public LdapAccounts(LdapSettings settings, Server server) {
        this.settings = settings;
        this.server = server;
        entries = new Entries(settings);
        domains = Set.copyOf(settings.domains());
        separator =
                settings.subaddressSeparator().equals(LdapSettings.NO_SEPARATOR)
                        ? ""
                        : settings.subaddressSeparator();
        known =
                Caffeine.newBuilder()
                        .maximumSize(settings.cacheSize())
                        .expireAfterWrite(settings.cacheTime())
                        .executor(Runnable::run)
                        .build();
    }

    @Override
    public void start() throws IOException {
        var pool = Connections.pool(settings, server.configuration());
        open = new Open(pool, new Logins(pool, entries, settings.base()));
    }

    @Override
    public void close() {
        var closing = open;
        open = null;
        if (closing != null) {
            closing.pool().close();
        }
    }

    @Override
    public PasswordCheck check(String login, Secret password) {
        var now = open;
        return now == null
                ? new PasswordCheck.Unavailable("LDAP is not open")
                : now.logins().check(login, password);
    }

    @Override
    public Optional<Account> find(String login) {
        return login.isBlank() || login.length() > LONGEST_LOGIN
                ? Optional.empty()
                : ask("login " + login, pool -> entries.ofLogin(pool, login.strip()));
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        return owner(sender).filter(owner -> owner.isNamed(account)).isPresent();
    }

    @Override
    public boolean isLocal(Domain domain) {
        return domains.contains(domain);
    }

    @Override
    public Resolution resolve(Mailbox mailbox) {
        return owner(mailbox)
                .<Resolution>map(
                        account -> new Resolution.Deliver(List.of(account.addresses().getFirst())))
                .orElseGet(Resolution.Unknown::new);
    }

    private Optional<Account> owner(Mailbox mailbox) {
        for (var candidate : Addresses.candidates(mailbox, separator)) {
            var owner =
                    ask("address " + candidate, pool -> entries.ofAddress(pool, candidate))
                            // A loose filter must not give a mailbox away.
                            .filter(account -> account.addresses().contains(candidate));
            if (owner.isPresent()) {
                return owner;
            }
        }
        return Optional.empty();
    }

    /// A search.
    private interface Question {
        Optional<Entries.Found> ask(LDAPConnectionPool pool) throws LDAPException;
    }

    private Optional<Account> ask(String key, Question question) {
        var remembered = known.getIfPresent(key);
        if (remembered != null) {
            return remembered;
        }
        var now = open;
        if (now == null) {
            throw new UncheckedIOException(new IOException("LDAP is not open"));
        }
        try {
            var account = question.ask(now.pool()).map(Entries.Found::account);
            known.put(key, account);
            return account;
        } catch (LDAPException e) {
            throw new UncheckedIOException(new IOException(Logins.line(e), e));
        }
    }
}
