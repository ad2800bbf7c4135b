package io.staffetta.tls.outbound.sts;

import io.staffetta.dns.Deadline;
import io.staffetta.spi.tls.TlsOutcome.Result;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Fetches policies by HTTPS (RFC 8461 §3.3). Each one over a connection of its own, without
/// proxies, caches, cookies and redirects.
final class PolicyFetch {

    private final MtaStsSettings settings;
    private final PolicyServer servers;
    private final @Nullable X509ExtendedTrustManager trust;

    /// @param trust who is believed of HTTPS servers; `null` for the system's authorities
    PolicyFetch(
            MtaStsSettings settings,
            PolicyServer servers,
            @Nullable X509ExtendedTrustManager trust) {
        this.settings = settings;
        this.servers = servers;
        this.trust = trust;
    }

    /// The policy of a domain, not parsed yet. Blocks.
    byte[] fetch(String domain) throws PolicyFailure, InterruptedException {
        var deadline = Deadline.in(settings.fetchTimeout());
        var host = "mta-sts." + domain;
        var addresses = servers.find(host, deadline);
        var request =
                new HttpGet(
                        "https://%s:%d/.well-known/mta-sts.txt"
                                .formatted(host, settings.httpsPort()));
        try (var manager = connections(addresses, deadline);
                var client = client(manager);
                var response = client.executeOpen(null, request, null)) {
            return read(request, response);
        } catch (IOException | GeneralSecurityException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw failure(host, e);
        }
    }

    private byte[] read(HttpGet request, ClassicHttpResponse response) throws IOException {
        try {
            return PolicyResponse.read(response, settings.maxPolicySize());
        } catch (IOException e) {
            // Or closing the response would wait for the rest of it.
            request.abort();
            throw e;
        }
    }

    private BasicHttpClientConnectionManager connections(
            List<InetAddress> addresses, Deadline deadline) throws GeneralSecurityException {
        // A context of its own: a session of an earlier fetch would be resumed without a look at
        // the certificate.
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust == null ? null : new TrustManager[] {trust}, null);
        var tls =
                new DefaultClientTlsStrategy(
                        context, HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE);
        var operator =
                new DefaultHttpClientConnectionOperator(
                        _ -> new TimedSocket(deadline),
                        null,
                        new Known(addresses),
                        RegistryBuilder.<TlsSocketStrategy>create()
                                .register(URIScheme.HTTPS.id, tls)
                                .build());
        var manager = new BasicHttpClientConnectionManager(operator, null);
        manager.setConnectionConfig(
                ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.fetchTimeout()))
                        .build());
        return manager;
    }

    private CloseableHttpClient client(BasicHttpClientConnectionManager manager) {
        return HttpClientBuilder.create()
                .setConnectionManager(manager)
                .setConnectionManagerShared(true)
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setResponseTimeout(Timeout.of(settings.fetchTimeout()))
                                .setAuthenticationEnabled(false)
                                .setProtocolUpgradeEnabled(false)
                                .build())
                .setUserAgent("Staffetta")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static PolicyFailure failure(String host, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof SSLPeerUnverifiedException) {
                return new PolicyFailure(
                        Result.STS_WEBPKI_INVALID,
                        "the certificate of " + host + " is not good: " + cause.getMessage());
            }
        }
        return new PolicyFailure(Result.STS_POLICY_FETCH_ERROR, host + ": " + failure.getMessage());
    }

    /// Addresses found already.
    private record Known(List<InetAddress> addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) {
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
