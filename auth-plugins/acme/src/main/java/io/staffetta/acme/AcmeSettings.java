package io.staffetta.acme;

import io.staffetta.acme.CertificateSettings.ChallengeType;
import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Mailbox;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the service `acme`.
///
/// @param directory directory URL of the ACME server, `letsencrypt` (default) or
///   `letsencrypt-staging`
/// @param contacts mail addresses the authority may write to, with or without `mailto:`; none by
///   default
/// @param termsAgreed that the operator agrees to the authority's terms of service; must be true
/// @param externalAccount binds the ACME account to one the authority knows (RFC 8555 §7.3.4)
/// @param certificate certificates to keep, repeated; at least one
/// @param folder where certificates go, relative to the data directory; default `certificates`
/// @param httpBind where http-01 is answered while a challenge is pending; default `[::]:80`
/// @param tlsAlpnBind where tls-alpn-01 is answered while a challenge is pending; default
///   `[::]:443`
/// @param maxConnections connections at once to each of them; default 32
/// @param connectionTimeout longest connection to one of them; default 10s
/// @param dnsHook program that publishes TXT records, relative to the configuration; needed for
///   dns-01
/// @param dnsHookDeadline longest call of it; default 60s
/// @param dnsDelay how long the records may take to be seen everywhere; default 30s
/// @param renewBefore how long before its end a certificate is renewed; default: a third of its
///   lifetime, 30 days at most; never more than half of its lifetime
/// @param checkInterval how often certificates are looked at, and the authority is asked when to
///   renew them (RFC 9773); default 6h
/// @param pollInterval how often the authority is asked how an order stands; default 3s
/// @param requestTimeout longest request to the authority; default 30s
/// @param orderDeadline longest order; default 10m
/// @param closeDeadline how long an order may take to end when the server stops; default 10s
/// @param retryMin wait after the first failure; default 5m
/// @param retryMax wait after many failures; default 12h
/// @param caFile PEM file of the authorities that vouch for the ACME server itself, relative to the
///   configuration; none: those of the Java run-time
public record AcmeSettings(
        URI directory,
        List<String> contacts,
        boolean termsAgreed,
        Optional<ExternalAccount> externalAccount,
        List<CertificateSettings> certificate,
        Path folder,
        String httpBind,
        String tlsAlpnBind,
        int maxConnections,
        Duration connectionTimeout,
        Optional<Path> dnsHook,
        Duration dnsHookDeadline,
        Duration dnsDelay,
        Optional<Duration> renewBefore,
        Duration checkInterval,
        Duration pollInterval,
        Duration requestTimeout,
        Duration orderDeadline,
        Duration closeDeadline,
        Duration retryMin,
        Duration retryMax,
        Optional<Path> caFile) {

    private static final URI LETS_ENCRYPT =
            URI.create("https://acme-v02.api.letsencrypt.org/directory");
    private static final URI LETS_ENCRYPT_STAGING =
            URI.create("https://acme-staging-v02.api.letsencrypt.org/directory");

    /// An account that the authority knows from elsewhere.
    ///
    /// @param keyId what the authority calls it
    /// @param secret its MAC key, base64url as the authority gives it
    /// @param macAlgorithm `hs256`, `hs384` or `hs512`; default: by the length of the key
    public record ExternalAccount(
            String keyId, Secret secret, Optional<MacAlgorithm> macAlgorithm) {

        /// How the binding is signed (RFC 7518 §3.1).
        public enum MacAlgorithm {
            /// HMAC with SHA-256.
            HS256,
            /// HMAC with SHA-384.
            HS384,
            /// HMAC with SHA-512.
            HS512
        }

        public ExternalAccount {
            if (keyId == null || secret == null) {
                throw new IllegalArgumentException("key-id and secret are needed");
            }
            if (!secret.reveal().matches("[A-Za-z0-9_-]{16,}={0,2}")) {
                throw new IllegalArgumentException("secret: is not a key in base64url");
            }
        }
    }

    public AcmeSettings {
        directory = directoryOf(Objects.requireNonNullElse(directory, LETS_ENCRYPT));
        contacts = contacts.stream().map(AcmeSettings::contact).toList();
        if (!termsAgreed) {
            throw new IllegalArgumentException(
                    "terms-agreed: must be true, certificates are issued only to those who agree to"
                            + " the authority's terms of service");
        }
        certificate = List.copyOf(certificate);
        if (certificate.isEmpty()) {
            throw new IllegalArgumentException("certificate: at least one is needed");
        }
        folder = Objects.requireNonNullElse(folder, Path.of("certificates"));
        httpBind = Objects.requireNonNullElse(httpBind, "[::]:80");
        tlsAlpnBind = Objects.requireNonNullElse(tlsAlpnBind, "[::]:443");
        maxConnections = maxConnections == 0 ? 32 : maxConnections;
        connectionTimeout = positive("connection-timeout", connectionTimeout, "PT10S");
        dnsHookDeadline = positive("dns-hook-deadline", dnsHookDeadline, "PT1M");
        dnsDelay = Objects.requireNonNullElse(dnsDelay, Duration.ofSeconds(30));
        renewBefore.ifPresent(before -> positive("renew-before", before, "PT0S"));
        checkInterval = positive("check-interval", checkInterval, "PT6H");
        pollInterval = positive("poll-interval", pollInterval, "PT3S");
        requestTimeout = positive("request-timeout", requestTimeout, "PT30S");
        orderDeadline = positive("order-deadline", orderDeadline, "PT10M");
        closeDeadline = positive("close-deadline", closeDeadline, "PT10S");
        retryMin = positive("retry-min", retryMin, "PT5M");
        retryMax = positive("retry-max", retryMax, "PT12H");
        check(httpBind, tlsAlpnBind, maxConnections, certificate, dnsHook);
        if (retryMin.compareTo(retryMax) > 0) {
            throw new IllegalArgumentException("retry-min: is more than retry-max");
        }
    }

    InetSocketAddress httpAddress() {
        return ListenAddress.parse("http-bind", httpBind);
    }

    InetSocketAddress tlsAlpnAddress() {
        return ListenAddress.parse("tls-alpn-bind", tlsAlpnBind);
    }

    /// The files to keep, in a folder.
    List<Wanted> wanted(Path into) {
        return certificate.stream().flatMap(one -> one.wanted(into).stream()).toList();
    }

    private static void check(
            String httpBind,
            String tlsAlpnBind,
            int maxConnections,
            List<CertificateSettings> certificates,
            Optional<Path> dnsHook) {
        ListenAddress.parse("http-bind", httpBind);
        ListenAddress.parse("tls-alpn-bind", tlsAlpnBind);
        if (maxConnections < 1) {
            throw new IllegalArgumentException("max-connections: must be at least 1");
        }
        var files = new HashSet<String>();
        for (var certificate : certificates) {
            if (!files.add(certificate.names().getFirst())) {
                throw new IllegalArgumentException(
                        "certificate: two begin with the name "
                                + certificate.names().getFirst()
                                + " and would go into one file");
            }
            if (certificate.challenge() == ChallengeType.DNS_01 && dnsHook.isEmpty()) {
                throw new IllegalArgumentException("dns-hook: is needed for dns-01");
            }
        }
    }

    private static URI directoryOf(URI written) {
        return switch (written.toString()) {
            case "letsencrypt" -> LETS_ENCRYPT;
            case "letsencrypt-staging" -> LETS_ENCRYPT_STAGING;
            default -> {
                if (!"https".equals(written.getScheme()) || written.getHost() == null) {
                    throw new IllegalArgumentException(
                            "directory: must be a URL with https, letsencrypt or"
                                    + " letsencrypt-staging");
                }
                yield written;
            }
        };
    }

    private static String contact(String text) {
        var address = text.startsWith("mailto:") ? text.substring("mailto:".length()) : text;
        return Mailbox.parse(address).toString();
    }

    private static Duration positive(String name, Duration given, String otherwise) {
        var duration = Objects.requireNonNullElse(given, Duration.parse(otherwise));
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + ": must be more than zero");
        }
        return duration;
    }
}
