package io.staffetta.kernel.admin;

import io.staffetta.kernel.records.DnsReport;
import io.staffetta.kernel.records.RecordKind;
import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Administration of the server in this process.
public final class LocalAdministration implements Administration {

    private final ServerControl server;
    private final InstantSource clock;

    /// @param clock the time
    public LocalAdministration(ServerControl server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    @Override
    public ServerStatus status() {
        return ServerStatus.of(server, clock.instant());
    }

    @Override
    public ReloadResult reload() {
        return server.reloadNow();
    }

    @Override
    public List<PluginInfo> plugins() {
        return server.pluginInfos();
    }

    @Override
    public List<AccountInfo> accounts() {
        return store().accounts().stream().map(AccountInfo::of).toList();
    }

    @Override
    public void addAccount(String address, Secret password) {
        store().addAccount(Mailbox.parse(address), notEmpty(password));
    }

    @Override
    public void setPassword(String account, Secret password) {
        store().setPassword(account, notEmpty(password));
    }

    @Override
    public void removeAccount(String account) {
        store().removeAccount(account);
    }

    @Override
    public void addAddress(String account, String address) {
        store().addAddress(account, Mailbox.parse(address));
    }

    @Override
    public void removeAddress(String account, String address) {
        store().removeAddress(account, Mailbox.parse(address));
    }

    @Override
    public void setLocked(String account, boolean locked) {
        store().setLocked(account, locked);
    }

    @Override
    public List<AliasInfo> aliases() {
        return store().aliases().stream().map(AliasInfo::of).toList();
    }

    @Override
    public void addAlias(String source, String target) {
        store().addAlias(source, Mailbox.parse(target));
    }

    @Override
    public void removeAlias(String source) {
        store().removeAlias(source);
    }

    @Override
    public List<DomainInfo> domains() {
        var configured = server.configuredDomains();
        var stored = server.accountAdministration().map(AccountAdministration::domains);
        return Stream.concat(
                        configured.stream().map(domain -> new DomainInfo(domain.name(), true)),
                        stored.orElse(List.of()).stream()
                                .filter(domain -> !configured.contains(domain))
                                .map(domain -> new DomainInfo(domain.name(), false)))
                .sorted(Comparator.comparing(DomainInfo::name))
                .toList();
    }

    @Override
    public void addDomain(String domain) {
        store().addDomain(Domain.parse(domain));
    }

    @Override
    public void removeDomain(String domain) {
        var parsed = Domain.parse(domain);
        if (server.configuredDomains().contains(parsed) && !store().domains().contains(parsed)) {
            throw new IllegalArgumentException(
                    parsed + " is named in the configuration file and can be removed there only");
        }
        store().removeDomain(parsed);
    }

    @Override
    public CredentialAdministration credentials() {
        return new LocalCredentials(this::store);
    }

    @Override
    public LoginAdministration logins() {
        return server.logins();
    }

    @Override
    public BanAdministration bans() {
        return server.bans();
    }

    @Override
    public DkimAdministration dkim() {
        return new LocalDkim(server, clock);
    }

    @Override
    public DnsReport dnsReport(String domain, Set<RecordKind> without) {
        return server.domainRecords().report(Domain.parse(domain), without, clock.instant());
    }

    @Override
    public QueueAdministration queue() {
        return new LocalQueue(server);
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        try {
            return server.explain(request);
        } catch (UnsupportedOperationException e) {
            throw new IllegalStateException("this server cannot explain: " + e.getMessage(), e);
        }
    }

    private AccountAdministration store() {
        return server.accountAdministration()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "none of the configured account stores can be edited"));
    }

    private static Secret notEmpty(Secret password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("the password is empty");
        }
        return password;
    }
}
