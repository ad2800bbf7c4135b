package io.staffetta.sasl.oauth;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The element `http`: how issuers are asked.
///
/// @param caFile PEM file of the authorities to believe, and no others; those of the Java run-time
///   by default
/// @param insecure whether `http:` URLs are taken that do not lead to this machine
/// @param connectTimeout longest wait for a connection; 3s by default
/// @param requestTimeout longest wait for a whole answer, with the connection; 5s by default
/// @param maxDocument octets of the longest answer; 256K by default
public record HttpSettings(
        Optional<Path> caFile,
        boolean insecure,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxDocument) {

    static final HttpSettings DEFAULT =
            new HttpSettings(
                    Optional.empty(), false, Duration.ofSeconds(3), Duration.ofSeconds(5), 0);

    public HttpSettings {
        connectTimeout = requireNonNullElse(connectTimeout, Duration.ofSeconds(3));
        requestTimeout = requireNonNullElse(requestTimeout, Duration.ofSeconds(5));
        maxDocument = maxDocument == 0 ? 256 << 10 : maxDocument;
        if (!connectTimeout.isPositive()) {
            throw new IllegalArgumentException("connect-timeout must be more than zero");
        }
        if (!requestTimeout.isPositive()) {
            throw new IllegalArgumentException("request-timeout must be more than zero");
        }
        if (maxDocument < 1024) {
            throw new IllegalArgumentException("max-document must be at least 1K");
        }
    }

    /// @param element what the operator wrote it in
    /// @throws IllegalArgumentException if the URL must not be asked
    void check(String element, URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    element + " must be a https URL without user and fragment");
        }
        if (!isAllowed(url)) {
            throw new IllegalArgumentException(
                    element + " must be a https URL: who changes it on its way gets in as anyone");
        }
    }

    /// Whether nobody on the way can change what this URL gives.
    boolean isAllowed(URI url) {
        var scheme = requireNonNullElse(url.getScheme(), "").toLowerCase(Locale.ROOT);
        var host = requireNonNullElse(url.getHost(), "").toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "https" -> !host.isEmpty();
            case "http" ->
                    insecure
                            || host.equals("localhost")
                            || host.equals("[::1]")
                            || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
            default -> false;
        };
    }
}
