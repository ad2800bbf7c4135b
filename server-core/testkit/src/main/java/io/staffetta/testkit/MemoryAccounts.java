package io.staffetta.testkit;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Accounts in a map, passwords as they are, so every mechanism works with them. Aliases are
/// followed one step; no sub-addresses; no import of hashes.
public final class MemoryAccounts implements Accounts, Directory, AccountAdministration {

    private static final Set<String> HASHES = Set.of("SHA-1", "SHA-256", "SHA-512");
    private static final int ITERATIONS = 4096;

    private record Entry(Account account, Secret password) {}

    private final Map<String, Entry> accounts = new TreeMap<>();
    private final Map<String, List<Mailbox>> aliases = new TreeMap<>();
    private final Set<String> domains = new TreeSet<>();
    private final MemoryAppPasswords appPasswords = new MemoryAppPasswords();

    @Override
    public synchronized PasswordCheck check(String login, Secret password) {
        var entry = accounts.get(fold(login));
        if (entry == null) {
            return new PasswordCheck.Unknown();
        }
        boolean app = appPasswords.fits(entry.account().name(), password);
        if (entry.account().locked() || (!app && !entry.password().equals(password))) {
            return new PasswordCheck.Rejected("wrong password or locked");
        }
        return app || !appPasswords.isOnly(entry.account().name())
                ? new PasswordCheck.Accepted(entry.account())
                : new PasswordCheck.Insufficient("app passwords only");
    }

    @Override
    public synchronized Stored<ScramVerifier> scram(String login, String hash) {
        return HASHES.contains(hash)
                ? stored(login, entry -> verifier(hash, entry))
                : stored(login, _ -> null);
    }

    @Override
    public synchronized Stored<Secret> sharedSecret(String login) {
        return stored(login, Entry::password);
    }

    @Override
    public synchronized Optional<Account> find(String login) {
        return Optional.ofNullable(accounts.get(fold(login))).map(Entry::account);
    }

    @Override
    public synchronized boolean maySendAs(String account, Mailbox sender) {
        var entry = accounts.get(fold(account));
        return entry != null && entry.account().addresses().contains(sender.folded());
    }

    @Override
    public synchronized boolean isLocal(Domain domain) {
        return domains.contains(domain.name());
    }

    @Override
    public synchronized Resolution resolve(Mailbox mailbox) {
        var folded = mailbox.folded();
        for (var entry : accounts.values()) {
            if (entry.account().addresses().contains(folded)) {
                return new Resolution.Deliver(List.of(entry.account().addresses().getFirst()));
            }
        }
        var targets =
                aliases.getOrDefault(folded.toString(), aliases.get("@" + mailbox.domain().name()));
        return targets == null ? new Resolution.Unknown() : new Resolution.Deliver(targets);
    }

    @Override
    public synchronized void addAccount(Mailbox address, Secret password) {
        var mailbox = address.folded();
        var name = mailbox.toString();
        if (accounts.containsKey(name)) {
            throw new IllegalArgumentException("account " + name + " exists already");
        }
        accounts.put(name, new Entry(new Account(name, List.of(mailbox), false), password));
    }

    @Override
    public synchronized void setPassword(String account, Secret password) {
        accounts.put(fold(account), new Entry(existing(account).account(), password));
    }

    @Override
    public synchronized void removeAccount(String account) {
        existing(account);
        accounts.remove(fold(account));
        appPasswords.forget(fold(account));
    }

    @Override
    public synchronized List<String> credentials(String account) {
        existing(account);
        return List.of("plain");
    }

    @Override
    public synchronized List<AppPassword> appPasswords(String account) {
        return appPasswords.all(existing(account).account().name());
    }

    @Override
    public synchronized Secret addAppPassword(
            String account, String name, AppPassword.Scope scope) {
        return appPasswords.add(existing(account).account().name(), name, scope);
    }

    @Override
    public synchronized void removeAppPassword(String account, String name) {
        appPasswords.remove(existing(account).account().name(), name);
    }

    @Override
    public synchronized boolean isAppPasswordsOnly(String account) {
        return appPasswords.isOnly(existing(account).account().name());
    }

    @Override
    public synchronized void setAppPasswordsOnly(String account, boolean only) {
        appPasswords.setOnly(existing(account).account().name(), only);
    }

    @Override
    public synchronized void addAddress(String account, Mailbox address) {
        var addresses = new ArrayList<>(existing(account).account().addresses());
        addresses.add(address.folded());
        replace(account, addresses, existing(account).account().locked());
    }

    @Override
    public synchronized void removeAddress(String account, Mailbox address) {
        var addresses = new ArrayList<>(existing(account).account().addresses());
        if (addresses.indexOf(address.folded()) < 1) {
            throw new IllegalArgumentException(address + " is no further address of " + account);
        }
        addresses.remove(address.folded());
        replace(account, addresses, existing(account).account().locked());
    }

    @Override
    public synchronized void setLocked(String account, boolean locked) {
        replace(account, existing(account).account().addresses(), locked);
    }

    @Override
    public synchronized List<Account> accounts() {
        return accounts.values().stream().map(Entry::account).toList();
    }

    @Override
    public synchronized void addAlias(String source, Mailbox target) {
        aliases.computeIfAbsent(fold(source), _ -> new ArrayList<>()).add(target);
    }

    @Override
    public synchronized void removeAlias(String source) {
        if (aliases.remove(fold(source)) == null) {
            throw new IllegalArgumentException("no alias " + source);
        }
    }

    @Override
    public synchronized List<Alias> aliases() {
        var all = new LinkedHashMap<String, Alias>();
        aliases.forEach((source, targets) -> all.put(source, new Alias(source, targets)));
        return List.copyOf(all.values());
    }

    @Override
    public synchronized void addDomain(Domain domain) {
        domains.add(domain.name());
    }

    @Override
    public synchronized void removeDomain(Domain domain) {
        if (!domains.remove(domain.name())) {
            throw new IllegalArgumentException("no domain " + domain);
        }
    }

    @Override
    public synchronized List<Domain> domains() {
        return domains.stream().map(Domain::parse).toList();
    }

    private <T> Stored<T> stored(String login, Function<Entry, @Nullable T> kept) {
        var entry = accounts.get(fold(login));
        if (entry == null) {
            return new Stored.Unknown<>();
        }
        var value = appPasswords.isOnly(entry.account().name()) ? null : kept.apply(entry);
        return value == null ? new Stored.Missing<>() : new Stored.Found<>(entry.account(), value);
    }

    private static ScramVerifier verifier(String hash, Entry entry) {
        var salt = ("salt of " + entry.account().name()).getBytes(StandardCharsets.UTF_8);
        return ScramVerifiers.of(entry.password(), hash, salt, ITERATIONS);
    }

    private Entry existing(String account) {
        var entry = accounts.get(fold(account));
        if (entry == null) {
            throw new IllegalArgumentException("no account " + account);
        }
        return entry;
    }

    private void replace(String account, List<Mailbox> addresses, boolean locked) {
        var entry = existing(account);
        var changed = new Account(entry.account().name(), addresses, locked);
        accounts.put(fold(account), new Entry(changed, entry.password()));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
