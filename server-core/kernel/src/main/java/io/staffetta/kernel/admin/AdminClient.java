package io.staffetta.kernel.admin;

import io.staffetta.spi.Secret;

import tools.jackson.core.type.TypeReference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Administration of a server that runs in another process of this machine.
public final class AdminClient implements Administration, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// A reload may start and stop many components.
    private static final Duration OPERATION = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(CONNECT)
                    .build();

    private final AdminFile file;

    private AdminClient(AdminFile file) {
        this.file = file;
    }

    /// Reaches the server that runs with a data directory.
    ///
    /// @throws ServerNotRunningException with one line if there is none
    public static AdminClient connect(Path data) throws ServerNotRunningException {
        var client = new AdminClient(find(data));
        try {
            client.status();
            return client;
        } catch (Unanswered e) {
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
        return call("status", Map.of(), new TypeReference<>() {});
    }

    @Override
    public ReloadResult reload() {
        return call("reload", Map.of(), new TypeReference<>() {});
    }

    @Override
    public List<PluginInfo> plugins() {
        return call("plugins", Map.of(), new TypeReference<>() {});
    }

    @Override
    public List<AccountInfo> accounts() {
        return call("account.list", Map.of(), new TypeReference<>() {});
    }

    @Override
    public void addAccount(String address, Secret password) {
        change("account.add", Map.of("address", address, Arguments.PASSWORD, password.reveal()));
    }

    @Override
    public void setPassword(String account, Secret password) {
        change(
                "account.password",
                Map.of("account", account, Arguments.PASSWORD, password.reveal()));
    }

    @Override
    public void removeAccount(String account) {
        change("account.remove", Map.of("account", account));
    }

    @Override
    public void addAddress(String account, String address) {
        change("account.address-add", Map.of("account", account, "address", address));
    }

    @Override
    public void removeAddress(String account, String address) {
        change("account.address-remove", Map.of("account", account, "address", address));
    }

    @Override
    public void setLocked(String account, boolean locked) {
        change(locked ? "account.lock" : "account.unlock", Map.of("account", account));
    }

    @Override
    public List<AliasInfo> aliases() {
        return call("alias.list", Map.of(), new TypeReference<>() {});
    }

    @Override
    public void addAlias(String source, String target) {
        change("alias.add", Map.of("source", source, "target", target));
    }

    @Override
    public void removeAlias(String source) {
        change("alias.remove", Map.of("source", source));
    }

    @Override
    public List<DomainInfo> domains() {
        return call("domain.list", Map.of(), new TypeReference<>() {});
    }

    @Override
    public void addDomain(String domain) {
        change("domain.add", Map.of("domain", domain));
    }

    @Override
    public void removeDomain(String domain) {
        change("domain.remove", Map.of("domain", domain));
    }

    @Override
    public QueueListing queue(int limit) {
        return call("queue.list", Map.of("limit", limit), new TypeReference<>() {});
    }

    @Override
    public QueueItem queued(String id) {
        return call("queue.show", Map.of("id", id), new TypeReference<>() {});
    }

    @Override
    public void retryQueue() {
        change("queue.retry", Map.of());
    }

    @Override
    public void close() {
        http.shutdownNow();
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

    private void change(String operation, Map<String, Object> arguments) {
        send(operation, arguments);
    }

    private <T> T call(String operation, Map<String, Object> arguments, TypeReference<T> type) {
        return Json.read(send(operation, arguments), type);
    }

    private byte[] send(String operation, Map<String, Object> arguments) {
        var host = file.host().contains(":") ? "[" + file.host() + "]" : file.host();
        var uri =
                URI.create(
                        "http://" + host + ":" + file.port() + OperationHandler.PATH + operation);
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(OPERATION)
                        .header("Authorization", "Bearer " + file.token().reveal())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(arguments)))
                        .build();
        try {
            return content(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new Unanswered("nothing answers on %s:%d".formatted(host, file.port()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static byte[] content(HttpResponse<byte[]> response) {
        if (response.statusCode() == 200) {
            return response.body();
        }
        var error = error(response.body());
        throw switch (response.statusCode()) {
            case 400, 404 -> new IllegalArgumentException(error);
            case 409 -> new IllegalStateException(error);
            case 401 -> new Unanswered("another program has its port", new IOException(error));
            default -> new UncheckedIOException(error, new IOException(error));
        };
    }

    private static String error(byte[] body) {
        try {
            return new Arguments(Json.object(body)).text("error");
        } catch (IllegalArgumentException e) {
            return "the server gave an answer that makes no sense";
        }
    }

    /// The server is not there.
    private static final class Unanswered extends UncheckedIOException {

        private static final long serialVersionUID = 1;

        Unanswered(String message, IOException cause) {
            super(message, cause);
        }
    }
}
