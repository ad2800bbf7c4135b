package io.staffetta.testkit;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

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

/// Accounts in a map, passwords as they are. Aliases are followed one step; no sub-addresses.
public final class MemoryAccounts implements Accounts, Directory, AccountAdministration {

    private static final byte[] SALT = "the salt of all.".getBytes(StandardCharsets.US_ASCII);

    private record Entry(Account account, Secret password) {}

    private final Map<String, Entry> accounts = new TreeMap<>();
    private final Map<String, List<Mailbox>> aliases = new TreeMap<>();
    private final Set<String> domains = new TreeSet<>();

    @Override
    public synchronized PasswordCheck check(String login, Secret password) {
        var entry = accounts.get(fold(login));
        if (entry == null) {
            return new PasswordCheck.Unknown();
        }
        return entry.password().equals(password) && !entry.account().locked()
                ? new PasswordCheck.Accepted(entry.account())
                : new PasswordCheck.Rejected("wrong password or locked");
    }

    @Override
    public synchronized Optional<Account> find(String login) {
        return Optional.ofNullable(accounts.get(fold(login))).map(Entry::account);
    }

    @Override
    public synchronized Stored<ScramVerifier> scram(String login, String hash) {
        return stored(login, entry -> ScramVerifiers.of(entry.password(), hash, SALT, 4096));
    }

    @Override
    public synchronized Stored<Secret> sharedSecret(String login) {
        return stored(login, Entry::password);
    }

    private <T> Stored<T> stored(String login, Function<Entry, T> value) {
        var entry = accounts.get(fold(login));
        return entry == null
                ? new Stored.Unknown<>()
                : new Stored.Found<>(entry.account(), value.apply(entry));
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
