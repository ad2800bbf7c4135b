package io.staffetta.kernel.admin;

import io.staffetta.kernel.records.DnsReport;
import io.staffetta.kernel.records.RecordKind;
import io.staffetta.spi.Secret;

import tools.jackson.core.type.TypeReference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Administration of a server that runs in another process of this machine.
public final class AdminClient implements Administration, AutoCloseable {

    private final AdminConnection connection;

    private AdminClient(AdminConnection connection) {
        this.connection = connection;
    }

    /// Reaches the server that runs with a data directory.
    ///
    /// @throws ServerNotRunningException with one line if there is none
    public static AdminClient connect(Path data) throws ServerNotRunningException {
        var client = new AdminClient(new AdminConnection(find(data)));
        try {
            client.status();
            return client;
        } catch (AdminConnection.Unanswered e) {
            client.close();
            throw new ServerNotRunningException(
                    "no server is running with the data directory %s (%s)"
                            .formatted(data, e.getMessage()),
                    e);
        } catch (UncheckedIOException | IllegalStateException e) {
            return client; // It runs, however badly.
        }
    }

    @Override
    public ServerStatus status() {
        return connection.call("status", Map.of(), new TypeReference<>() {});
    }

    @Override
    public ReloadResult reload() {
        return connection.call("reload", Map.of(), new TypeReference<>() {});
    }

    @Override
    public List<PluginInfo> plugins() {
        return connection.call("plugins", Map.of(), new TypeReference<>() {});
    }

    @Override
    public List<AccountInfo> accounts() {
        return connection.call("account.list", Map.of(), new TypeReference<>() {});
    }

    @Override
    public void addAccount(String address, Secret password) {
        connection.change(
                "account.add", Map.of("address", address, Arguments.PASSWORD, password.reveal()));
    }

    @Override
    public void setPassword(String account, Secret password) {
        connection.change(
                "account.password",
                Map.of("account", account, Arguments.PASSWORD, password.reveal()));
    }

    @Override
    public void removeAccount(String account) {
        connection.change("account.remove", Map.of("account", account));
    }

    @Override
    public void addAddress(String account, String address) {
        connection.change("account.address-add", Map.of("account", account, "address", address));
    }

    @Override
    public void removeAddress(String account, String address) {
        connection.change("account.address-remove", Map.of("account", account, "address", address));
    }

    @Override
    public void setLocked(String account, boolean locked) {
        connection.change(locked ? "account.lock" : "account.unlock", Map.of("account", account));
    }

    @Override
    public List<AliasInfo> aliases() {
        return connection.call("alias.list", Map.of(), new TypeReference<>() {});
    }

    @Override
    public void addAlias(String source, String target) {
        connection.change("alias.add", Map.of("source", source, "target", target));
    }

    @Override
    public void removeAlias(String source) {
        connection.change("alias.remove", Map.of("source", source));
    }

    @Override
    public List<DomainInfo> domains() {
        return connection.call("domain.list", Map.of(), new TypeReference<>() {});
    }

    @Override
    public void addDomain(String domain) {
        connection.change("domain.add", Map.of("domain", domain));
    }

    @Override
    public void removeDomain(String domain) {
        connection.change("domain.remove", Map.of("domain", domain));
    }

    @Override
    public CredentialAdministration credentials() {
        return new RemoteCredentials(connection);
    }

    @Override
    public LoginAdministration logins() {
        return new RemoteLogins(connection);
    }

    @Override
    public BanAdministration bans() {
        return new RemoteBans(connection);
    }

    @Override
    public DkimAdministration dkim() {
        return new RemoteDkim(connection);
    }

    @Override
    public DnsReport dnsReport(String domain, Set<RecordKind> without) {
        return connection.call(
                "dns",
                Map.of(
                        "domain",
                        domain,
                        "without",
                        without.stream().map(RecordKind::word).toList()),
                new TypeReference<>() {});
    }

    @Override
    public QueueAdministration queue() {
        return new RemoteQueue(connection);
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        var arguments = new HashMap<String, Object>();
        arguments.put("from", request.from());
        arguments.put("to", request.to());
        request.listener().ifPresent(listener -> arguments.put("listener", listener));
        request.clientIp().ifPresent(ip -> arguments.put("client-ip", ip));
        request.account().ifPresent(account -> arguments.put("account", account));
        return connection.call("explain", arguments, new TypeReference<>() {});
    }

    @Override
    public void close() {
        connection.close();
    }

    private static AdminFile find(Path data) throws ServerNotRunningException {
        try {
            return AdminFile.read(data)
                    .orElseThrow(() ->
                            new ServerNotRunningException(
                                    "no server is running with the data directory " + data));
        } catch (ServerNotRunningException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new ServerNotRunningException(
                    "cannot read %s: %s; run this as the server's user"
                            .formatted(AdminFile.path(data), e.getMessage()),
                    e);
        }
    }
}
