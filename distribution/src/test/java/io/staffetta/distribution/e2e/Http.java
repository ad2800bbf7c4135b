package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Reads pages of the admin port.
final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Http() {}

    static HttpResponse<String> get(ServerProcess server, String page) {
        var address = server.address("admin");
        var uri = "http://%s:%d%s".formatted(address.getHostString(), address.getPort(), page);
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
