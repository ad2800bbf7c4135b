package io.staffetta.tls.mutual;

import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Settings of the policy `mutual`. Relative paths start at the folder of the configuration file.
///
/// @param start when TLS begins: `starttls` (default) or `implicit`
/// @param before what has to wait for STARTTLS: `mail` (default: AUTH and MAIL), `auth` alone, or
///   `nothing`
/// @param clientCertificate `require` (default) or `request`
/// @param caFile authorities to believe, PEM; empty: those of the Java run-time
/// @param crlFiles lists of revoked certificates, PEM or DER
/// @param expiredCrl what a list past its next update means; default `refuse`
/// @param ocsp whether responders are asked; default `off`
/// @param ocspResponder whom to ask; empty: as the certificate says
/// @param ocspDeadline longest question to a responder; default 5s
/// @param ocspMemory longest time an answer is used again; default 1h
/// @param checkInterval how often files are looked at for changes; default 10s
public record MutualTlsSettings(
        Start start,
        Required before,
        ClientCertificate clientCertificate,
        Optional<Path> caFile,
        List<Path> crlFiles,
        ExpiredCrl expiredCrl,
        Ocsp ocsp,
        Optional<URI> ocspResponder,
        Duration ocspDeadline,
        Duration ocspMemory,
        Duration checkInterval) {

    /// What a list of revoked certificates past its next update means.
    public enum ExpiredCrl {
        /// Clients of its issuer are refused.
        REFUSE,
        /// It still counts, and the log warns.
        WARN
    }

    /// Whether responders are asked.
    public enum Ocsp {
        /// Not asked.
        OFF,
        /// No answer is a good answer.
        SOFT_FAIL,
        /// No answer refuses the client.
        HARD_FAIL
    }

    public MutualTlsSettings {
        start = Objects.requireNonNullElse(start, Start.STARTTLS);
        before = Objects.requireNonNullElse(before, Required.MAIL);
        clientCertificate =
                Objects.requireNonNullElse(clientCertificate, ClientCertificate.REQUIRE);
        caFile = Objects.requireNonNullElse(caFile, Optional.empty());
        crlFiles = List.copyOf(Objects.requireNonNullElse(crlFiles, List.of()));
        expiredCrl = Objects.requireNonNullElse(expiredCrl, ExpiredCrl.REFUSE);
        ocsp = Objects.requireNonNullElse(ocsp, Ocsp.OFF);
        ocspResponder = Objects.requireNonNullElse(ocspResponder, Optional.empty());
        ocspDeadline = positive("ocsp-deadline", ocspDeadline, Duration.ofSeconds(5));
        ocspMemory = positive("ocsp-memory", ocspMemory, Duration.ofHours(1));
        checkInterval = positive("check-interval", checkInterval, Duration.ofSeconds(10));
        if (start == Start.NEVER) {
            throw new IllegalArgumentException("start: starttls or implicit, or there is no TLS");
        }
        if (clientCertificate == ClientCertificate.NONE) {
            throw new IllegalArgumentException(
                    "client-certificate: request or require; without, use another policy");
        }
        ocspResponder.ifPresent(MutualTlsSettings::checkResponder);
    }

    private static void checkResponder(URI responder) {
        var scheme = String.valueOf(responder.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || responder.getHost() == null) {
            throw new IllegalArgumentException("ocsp-responder: an http or https address");
        }
    }

    private static Duration positive(String name, Duration given, Duration otherwise) {
        var duration = Objects.requireNonNullElse(given, otherwise);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + ": must be more than zero");
        }
        return duration;
    }
}
