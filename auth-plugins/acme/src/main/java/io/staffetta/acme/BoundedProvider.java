package io.staffetta.acme;

import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;

/// Opens [BoundedConnection]s with a client that is ours to close.
final class BoundedProvider extends GenericAcmeProvider implements AutoCloseable {

    private final Duration timeout;
    private final HttpClient client;
    private final AtomicReference<Optional<Instant>> retryAfter =
            new AtomicReference<>(Optional.empty());

    BoundedProvider(Duration timeout, Optional<SSLContext> trust) {
        this.timeout = timeout;
        var builder =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(timeout);
        Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
        trust.ifPresent(builder::sslContext);
        client = builder.build();
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings settings) {
        return client;
    }

    @Override
    public Connection connect(URI server, NetworkSettings settings, HttpClient http) {
        settings.setTimeout(timeout);
        settings.setCompressionEnabled(false);
        return new BoundedConnection(
                createHttpConnector(settings, http),
                timeout,
                until -> retryAfter.set(Optional.of(until)));
    }

    /// When the authority, refusing, told us to come back.
    Optional<Instant> retryAfter() {
        return retryAfter.get();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
