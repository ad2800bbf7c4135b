package io.staffetta.kernel.config;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is said of certificates that expire.
///
/// @param warnings how long before the end it is said, longest first
/// @param expired what an expired certificate means for readiness
public record CertificateExpiry(List<Duration> warnings, Expired expired) {

    /// What an expired certificate means for readiness.
    public enum Expired {
        /// A warning: mail is still taken, for most servers check no certificate.
        WARN,
        /// The server is not ready.
        UNREADY
    }

    /// Warnings 30, 14, 7 days and 1 day before; an expired certificate is a warning.
    public static final CertificateExpiry DEFAULT =
            new CertificateExpiry(
                    List.of(
                            Duration.ofDays(30),
                            Duration.ofDays(14),
                            Duration.ofDays(7),
                            Duration.ofDays(1)),
                    Expired.WARN);

    public CertificateExpiry {
        warnings = warnings.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /// The last of the warnings that is due.
    ///
    /// @param left how long the certificate is still good for; negative: it has expired
    public Optional<Duration> due(Duration left) {
        return warnings.stream().filter(before -> left.compareTo(before) <= 0).reduce((_, b) -> b);
    }
}
