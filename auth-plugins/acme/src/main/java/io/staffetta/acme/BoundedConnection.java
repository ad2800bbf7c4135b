package io.staffetta.acme;

import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A connection whose answers are limited in size, and in time to their last octet: the JDK's own
/// time limit ends with the headers.
final class BoundedConnection extends DefaultConnection {

    private static final int MAX_ANSWER = 1 << 20;

    private final Duration timeout;
    private final Consumer<Instant> retryAfter;

    /// @param retryAfter told when the authority refuses and says when to come back
    BoundedConnection(HttpConnector connector, Duration timeout, Consumer<Instant> retryAfter) {
        super(connector);
        this.timeout = timeout;
        this.retryAfter = retryAfter;
    }

    @Override
    protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body)
            throws IOException {
        var request =
                httpConnector
                        .createRequestBuilder(url)
                        .header("Accept-Charset", "utf-8")
                        .header("Accept-Language", session.getLanguageHeader());
        body.accept(request);
        lastResponse = await(httpClient.sendAsync(request.build(), _ -> whole()));
        if (lastResponse.statusCode() >= 400) {
            getRetryAfter().ifPresent(retryAfter);
        }
    }

    private static BodySubscriber<InputStream> whole() {
        return BodySubscribers.mapping(
                BodySubscribers.limiting(BodySubscribers.ofByteArray(), MAX_ANSWER),
                ByteArrayInputStream::new);
    }

    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer)
            throws IOException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }
}
