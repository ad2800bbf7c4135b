package io.staffetta.kernel.admin;

import io.staffetta.kernel.config.CertificateExpiry;
import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.records.DomainRecords;
import io.staffetta.kernel.records.HostFacts;
import io.staffetta.kernel.records.TableDns;
import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// A server whose parts lie in memory.
final class FakeServer implements ServerControl, Server, AccountAdministration {

    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    final Map<String, String> passwords = new TreeMap<>();
    final Map<String, Account> stored = new TreeMap<>();
    final Map<String, Alias> aliases = new TreeMap<>();
    final List<Domain> domains = new ArrayList<>();
    final List<AppPassword> appPasswords = new ArrayList<>();
    final List<BanInfo> bans = new ArrayList<>();
    final List<LoginFailures> logins = new ArrayList<>();
    final FakeQueue queue = new FakeQueue();
    final TableDns dns = new TableDns();
    final AtomicReference<DkimKeys> dkimKeys = new AtomicReference<>();
    final Map<String, SocketAddress> listeners = new LinkedHashMap<>();
    final List<X509Certificate> certificates = new ArrayList<>();

    volatile CertificateExpiry expiry = CertificateExpiry.DEFAULT;
    volatile boolean appPasswordsOnly;
    volatile boolean editable = true;
    volatile boolean broken;
    volatile boolean accepting = true;
    volatile boolean stopping;

    FakeServer() {
        listeners.put("mx", new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525));
    }

    @Override
    public Server facts() {
        return this;
    }

    @Override
    public Instant started() {
        return START;
    }

    @Override
    public Map<String, SocketAddress> listeners() {
        return listeners;
    }

    @Override
    public int connections() {
        return 3;
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

    @Override
    public List<X509Certificate> certificates() {
        return certificates;
    }

    @Override
    public CertificateExpiry certificateExpiry() {
        return expiry;
    }

    @Override
    public List<Domain> configuredDomains() {
        return List.of(Domain.parse("example.org"));
    }

    @Override
    public Optional<AccountAdministration> accountAdministration() {
        return editable ? Optional.of(this) : Optional.empty();
    }

    @Override
    public DkimKeys dkimKeys() {
        return dkimKeys.get();
    }

    @Override
    public DomainRecords domainRecords() {
        return new DomainRecords(
                dkimKeys(),
                new HostFacts("mail.example.org", List.of(), List.of(), Optional.empty()),
                dns);
    }

    @Override
    public BanAdministration bans() {
        return new BanAdministration() {
            @Override
            public BanListing list(int limit) {
                return new BanListing(bans.size(), bans.stream().limit(limit).toList());
            }

            @Override
            public BanInfo add(String network, Duration time, String reason) {
                var ban = new BanInfo(network, reason, START, START.plus(time));
                bans.add(ban);
                return ban;
            }

            @Override
            public int lift(String network) {
                if (!bans.removeIf(ban -> ban.network().equals(network))) {
                    throw new IllegalArgumentException("nobody in %s is banned".formatted(network));
                }
                return 1;
            }
        };
    }

    @Override
    public LoginAdministration logins() {
        return new LoginAdministration() {
            @Override
            public LoginListing list(int limit) {
                return new LoginListing(logins.size(), logins.stream().limit(limit).toList());
            }

            @Override
            public void forget(String who) {
                if (!logins.removeIf(entry -> entry.who().equals(who))) {
                    throw new IllegalArgumentException("no failed login counts against " + who);
                }
            }
        };
    }

    @Override
    public void importAccount(Mailbox address, Secret hash) {
        addAccount(address, Secret.of("hash " + hash.reveal()));
    }

    @Override
    public void importPassword(String account, Secret hash) {
        setPassword(account, Secret.of("hash " + hash.reveal()));
    }

    @Override
    public List<String> credentials(String account) {
        return List.of("argon2id", "SCRAM-SHA-256");
    }

    @Override
    public List<AppPassword> appPasswords(String account) {
        existing(account);
        return List.copyOf(appPasswords);
    }

    @Override
    public Secret addAppPassword(String account, String name, AppPassword.Scope scope) {
        existing(account);
        appPasswords.add(new AppPassword(name, scope, START, Optional.empty()));
        return Secret.of("made for " + name);
    }

    @Override
    public void removeAppPassword(String account, String name) {
        if (!appPasswords.removeIf(one -> one.name().equals(name))) {
            throw new IllegalArgumentException("no app password " + name);
        }
    }

    @Override
    public boolean isAppPasswordsOnly(String account) {
        return appPasswordsOnly;
    }

    @Override
    public void setAppPasswordsOnly(String account, boolean only) {
        appPasswordsOnly = only;
    }

    @Override
    public MailQueue queue() {
        return queue;
    }

    @Override
    public Spool spool() {
        return new ReadOnlySpool();
    }

    @Override
    public List<PluginInfo> pluginInfos() {
        return List.of(
                new PluginInfo(
                        "greylist",
                        "1.2",
                        "plugins/greylist",
                        List.of(
                                new PluginInfo.Offer(
                                        "hook", "greylist", List.of("chain inbound, hook 2")))));
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        if (request.to().isEmpty()) {
            throw new UnsupportedOperationException("nothing to explain");
        }
        return new Explanation(
                "would be refused: " + request,
                List.of(new Explanation.Step("rcpt", "relay guard", "550 5.7.1", "no permit")));
    }

    @Override
    public ReloadResult reloadNow() {
        if (stopping) {
            throw new IllegalStateException("the server stops");
        }
        return new ReloadResult(
                true, List.of("listener mx"), List.of(), List.of(), List.of("chain unused"));
    }

    @Override
    public String hostname() {
        return "mail.example.org";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public Path data() {
        return Path.of("/data");
    }

    @Override
    public Path configuration() {
        return Path.of("/conf");
    }

    @Override
    public void addAccount(Mailbox address, Secret password) {
        var name = address.toString();
        if (stored.containsKey(name)) {
            throw new IllegalArgumentException("account exists: " + name);
        }
        stored.put(name, new Account(name, List.of(address), false));
        passwords.put(name, password.reveal());
    }

    @Override
    public void setPassword(String account, Secret password) {
        existing(account);
        passwords.put(account, password.reveal());
    }

    @Override
    public void removeAccount(String account) {
        stored.remove(existing(account).name());
    }

    @Override
    public void addAddress(String account, Mailbox address) {
        var present = existing(account);
        var addresses = new ArrayList<>(present.addresses());
        addresses.add(address);
        stored.put(account, new Account(account, addresses, present.locked()));
    }

    @Override
    public void removeAddress(String account, Mailbox address) {
        var present = existing(account);
        var addresses = new ArrayList<>(present.addresses());
        addresses.remove(address);
        stored.put(account, new Account(account, addresses, present.locked()));
    }

    @Override
    public void setLocked(String account, boolean locked) {
        stored.put(account, new Account(account, existing(account).addresses(), locked));
    }

    @Override
    public List<Account> accounts() {
        if (broken) {
            throw new UncheckedIOException(new IOException("the database is locked"));
        }
        return List.copyOf(stored.values());
    }

    @Override
    public void addAlias(String source, Mailbox target) {
        aliases.put(source, new Alias(source, List.of(target)));
    }

    @Override
    public void removeAlias(String source) {
        aliases.remove(source);
    }

    @Override
    public List<Alias> aliases() {
        return List.copyOf(aliases.values());
    }

    @Override
    public void addDomain(Domain domain) {
        domains.add(domain);
    }

    @Override
    public void removeDomain(Domain domain) {
        domains.remove(domain);
    }

    @Override
    public List<Domain> domains() {
        return domains;
    }

    private Account existing(String name) {
        return Optional.ofNullable(stored.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no account " + name));
    }

    private final class ReadOnlySpool implements Spool {

        @Override
        public Status status() {
            return new Status(queue.size(), 100, 200, 300, 0, accepting);
        }

        @Override
        public Draft draft() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SpooledMessage store(
                Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void record(SpoolId id, Map<Integer, RecipientProgress> recipients) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void hold(SpoolId id, Optional<String> reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SpooledMessage> find(SpoolId id) {
            return Optional.ofNullable(queue.messages.get(id));
        }

        @Override
        public void replay(Consumer<SpooledMessage> visitor) {
            throw new UnsupportedOperationException();
        }
    }
}
