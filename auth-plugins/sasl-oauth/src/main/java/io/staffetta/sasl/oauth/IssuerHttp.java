package io.staffetta.sasl.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// JSON over HTTPS: no redirects, and a limit on time and size of each answer.
final class IssuerHttp implements AutoCloseable {

    private final HttpSettings settings;
    private final HttpClient client;

    /// @param authorities whom to believe; empty for the authorities of the Java run-time
    IssuerHttp(HttpSettings settings, Optional<X509ExtendedTrustManager> authorities)
            throws GeneralSecurityException {
        this.settings = settings;
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.connectTimeout());
        if (authorities.isPresent()) {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {authorities.get()}, null);
            builder.sslContext(context);
        }
        client = builder.build();
    }

    Map<String, Object> get(URI url) throws IssuerUnavailable {
        return json(url, body(request(url).GET().build()));
    }

    /// @param authorization the header field of that name
    Map<String, Object> post(URI url, String form, String authorization) throws IssuerUnavailable {
        var request =
                request(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", authorization)
                        .POST(BodyPublishers.ofString(form))
                        .build();
        return json(url, body(request));
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(URI url) throws IssuerUnavailable {
        // It may come from a document.
        if (!settings.isAllowed(url)) {
            throw new IssuerUnavailable(url + ": not a https URL");
        }
        try {
            return HttpRequest.newBuilder(url)
                    .header("Accept", "application/json")
                    .timeout(settings.requestTimeout());
        } catch (IllegalArgumentException e) {
            throw new IssuerUnavailable(url + ": " + e.getMessage());
        }
    }

    private byte[] body(HttpRequest request) throws IssuerUnavailable {
        var limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.maxDocument());
        // The timeout of a request ends with the header of its answer; this one does not.
        var answer = client.sendAsync(request, limited);
        try {
            return accepted(
                    request.uri(),
                    answer.get(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new IssuerUnavailable(
                    request.uri() + ": no answer in " + settings.requestTimeout());
        } catch (ExecutionException e) {
            throw new IssuerUnavailable(request.uri() + ": " + reason(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IssuerUnavailable(request.uri() + ": interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static byte[] accepted(URI url, HttpResponse<byte[]> answer) throws IssuerUnavailable {
        if (answer.statusCode() != 200) {
            throw new IssuerUnavailable(url + ": status " + answer.statusCode());
        }
        return answer.body();
    }

    private static String reason(@Nullable Throwable cause) {
        var message = cause instanceof IOException ? cause.getMessage() : null;
        return message == null ? String.valueOf(cause) : message;
    }

    private static Map<String, Object> json(URI url, byte[] body) throws IssuerUnavailable {
        try {
            var document = JSONObjectUtils.parse(new String(body, UTF_8));
            if (document != null) {
                return document;
            }
        } catch (ParseException e) {
            // Below.
        }
        throw new IssuerUnavailable(url + ": not a JSON object");
    }
}
