package io.staffetta.tls.mutual;

import io.staffetta.tls.mutual.MutualTlsSettings.Ocsp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks the responder of a client's certificate (RFC 6960). Fetched here, so that there is a
/// deadline and a memory; judged by the JDK. Used by many threads.
final class OcspClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OcspClient.class);
    private static final int REMEMBERED = 1000;

    /// A responder that fails is left alone that long.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final MutualTlsSettings settings;
    private final InstantSource clock;
    private final OcspExchange exchange;
    private final Map<X509Certificate, Remembered> memory =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<X509Certificate, Remembered> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private record Remembered(Verdict verdict, Instant until) {}

    /// @param detail why, unless it is good
    private record Verdict(Status status, String detail) {}

    private enum Status {
        GOOD,
        REVOKED,
        UNDETERMINED
    }

    OcspClient(MutualTlsSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.exchange = new OcspExchange(settings.ocspResponder(), settings.ocspDeadline());
    }

    boolean isOn() {
        return settings.ocsp() != Ocsp.OFF;
    }

    /// @param path the client's certificate first, the trusted authority last; two at least
    void check(List<X509Certificate> path, PKIXCertPathBuilderResult found)
            throws CertificateException {
        if (!isOn()) {
            return;
        }
        var verdict = verdict(path, found);
        switch (verdict.status()) {
            case GOOD -> {}
            case REVOKED -> throw new CertificateException(verdict.detail());
            case UNDETERMINED -> {
                if (settings.ocsp() == Ocsp.HARD_FAIL) {
                    throw new CertificateException("OCSP: " + verdict.detail());
                }
                log.atWarn()
                        .addKeyValue("subject", path.getFirst().getSubjectX500Principal().getName())
                        .addKeyValue("error", verdict.detail())
                        .log("OCSP could not tell, the client is accepted");
            }
        }
    }

    @Override
    public void close() {
        exchange.close();
    }

    private Verdict verdict(List<X509Certificate> path, PKIXCertPathBuilderResult found) {
        var client = path.getFirst();
        var now = clock.instant();
        synchronized (memory) {
            var known = memory.get(client);
            if (known != null && now.isBefore(known.until())) {
                return known.verdict();
            }
        }
        var fresh = ask(path, found, now);
        synchronized (memory) {
            memory.put(client, fresh);
        }
        return fresh.verdict();
    }

    private Remembered ask(
            List<X509Certificate> path, PKIXCertPathBuilderResult found, Instant now) {
        try {
            var answer = exchange.ask(path.get(0), path.get(1));
            judge(path.getFirst(), found, answer.encoded());
            var until = now.plus(settings.ocspMemory());
            var good = answer.goodUntil().filter(end -> end.isBefore(until)).orElse(until);
            return new Remembered(new Verdict(Status.GOOD, ""), good);
        } catch (CertPathValidatorException e) {
            return e.getReason() == BasicReason.REVOKED
                    ? new Remembered(
                            new Verdict(Status.REVOKED, "revoked, says OCSP"),
                            now.plus(settings.ocspMemory()))
                    : unclear(e, now);
        } catch (IOException | GeneralSecurityException e) {
            return unclear(e, now);
        }
    }

    private static Remembered unclear(Exception e, Instant now) {
        return new Remembered(
                new Verdict(Status.UNDETERMINED, String.valueOf(e.getMessage())), now.plus(PAUSE));
    }

    private static void judge(
            X509Certificate client, PKIXCertPathBuilderResult found, byte[] answer)
            throws GeneralSecurityException {
        var validator = CertPathValidator.getInstance("PKIX");
        var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(
                EnumSet.of(
                        PKIXRevocationChecker.Option.ONLY_END_ENTITY,
                        PKIXRevocationChecker.Option.NO_FALLBACK));
        checker.setOcspResponses(Map.of(client, answer));
        var parameters = new PKIXParameters(Set.of(found.getTrustAnchor()));
        parameters.setRevocationEnabled(false);
        parameters.addCertPathChecker(checker);
        validator.validate(found.getCertPath(), parameters);
    }
}
