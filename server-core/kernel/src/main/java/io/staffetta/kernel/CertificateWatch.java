package io.staffetta.kernel;

import io.staffetta.kernel.admin.CertificateInfo;
import io.staffetta.kernel.config.CertificateExpiry;
import io.staffetta.kernel.metrics.MetersScope;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Warns in the log of certificates that are about to expire, and measures how long they are good
/// for. One thread calls [#run()]; the meters are read by any.
///
/// A warning is given when a certificate is first seen and each time another of the configured
/// times has come; from the last one on, and after the end, once a day.
final class CertificateWatch implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final Supplier<List<X509Certificate>> certificates;
    private final Supplier<CertificateExpiry> expiry;
    private final Supplier<MetersScope> newMeters;
    private final InstantSource clock;

    private final Map<X509Certificate, Told> told = new HashMap<>();
    private @Nullable MetersScope meters;

    /// When each ends; of several alike the first.
    private volatile Map<Measured, Instant> ends = Map.of();

    /// What tells the series of the metric apart.
    private record Measured(String certificate, String key) {}

    /// The last warning of a certificate.
    ///
    /// @param before which of the configured times it was
    private record Told(Duration before, Instant at) {}

    /// @param certificates those in use now
    /// @param expiry what the present configuration says
    /// @param newMeters meters that can be taken back together
    CertificateWatch(
            Supplier<List<X509Certificate>> certificates,
            Supplier<CertificateExpiry> expiry,
            Supplier<MetersScope> newMeters,
            InstantSource clock) {
        this.certificates = certificates;
        this.expiry = expiry;
        this.newMeters = newMeters;
        this.clock = clock;
    }

    @Override
    public void run() {
        look().forEach(Warning::log);
    }

    /// Measures, and finds what is to be said now.
    List<Warning> look() {
        var present = certificates.get();
        measure(present.stream().map(CertificateInfo::of).toList());
        told.keySet().retainAll(new HashSet<>(present));
        var now = clock.instant();
        return present.stream().flatMap(certificate -> warn(certificate, now).stream()).toList();
    }

    private void measure(List<CertificateInfo> present) {
        var next = new HashMap<Measured, Instant>();
        for (var certificate : present) {
            next.merge(
                    new Measured(certificate.name(), certificate.key()),
                    certificate.expires(),
                    (one, other) -> one.isBefore(other) ? one : other);
        }
        var before = ends;
        ends = Map.copyOf(next);
        if (before.keySet().equals(next.keySet())) {
            return;
        }
        if (meters != null) {
            meters.close();
        }
        var scope = newMeters.get();
        meters = scope;
        for (var measured : next.keySet()) {
            scope.gauge(
                    "tls.certificate.expiry.seconds",
                    Map.of("certificate", measured.certificate(), "key", measured.key()),
                    () -> secondsLeft(measured));
        }
    }

    private long secondsLeft(Measured measured) {
        var end = ends.get(measured);
        return end == null ? 0 : Duration.between(clock.instant(), end).toSeconds();
    }

    private Optional<Warning> warn(X509Certificate certificate, Instant now) {
        var left = Duration.between(now, certificate.getNotAfter().toInstant());
        var rule = expiry.get();
        var due = left.isNegative() ? Optional.of(Duration.ZERO) : rule.due(left);
        if (due.isEmpty()) {
            return Optional.empty();
        }
        var last = told.get(certificate);
        boolean daily = left.isNegative() || due.get().equals(rule.warnings().getLast());
        boolean again = daily && last != null && !now.isBefore(last.at().plus(DAY));
        if (last != null && last.before().equals(due.get()) && !again) {
            return Optional.empty();
        }
        told.put(certificate, new Told(due.get(), now));
        return Optional.of(new Warning(CertificateInfo.of(certificate), left));
    }

    /// What is said of a certificate.
    ///
    /// @param left how long it is still good for; negative: it has expired
    record Warning(CertificateInfo certificate, Duration left) {

        private void log() {
            var event = left.isNegative() ? log.atError() : log.atWarn();
            event.addKeyValue("certificate", certificate.name())
                    .addKeyValue("key", certificate.key())
                    .addKeyValue("until", certificate.expires())
                    .addKeyValue("days", left.toDays())
                    .log(
                            left.isNegative()
                                    ? "certificate has expired"
                                    : "certificate expires soon");
        }
    }
}
