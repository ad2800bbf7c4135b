package io.staffetta.certificates;

import io.staffetta.spi.Secret;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A self-signed certificate for the server's own name, made when there is none that will do:
/// `self-signed.pem` and `self-signed-key.pem` in a folder only the server can read. It is kept for
/// as long as possible, since clients pin it.
///
/// @param folder where it is kept
/// @param hostname whom it is for
record SelfSigned(Path folder, String hostname) implements CertificateSource {

    private static final Logger log = LoggerFactory.getLogger(SelfSigned.class);

    /// How long before it expires it is made anew.
    private static final Duration RENEWAL = Duration.ofDays(30);

    @Override
    public List<Path> files() {
        return List.of(chain(), key());
    }

    @Override
    public List<Credential> load(Instant now) throws IOException {
        if (Files.exists(chain()) && Files.exists(key())) {
            try {
                var present = read(now);
                if (isUsable(present.getFirst(), now)) {
                    return present;
                }
            } catch (IOException e) {
                log.atWarn()
                        .addKeyValue("error", e.getMessage())
                        .log("self-signed certificate is made anew");
            }
        }
        SelfSignedMaker.make(hostname, now, chain(), key());
        var made = read(now);
        log.atInfo()
                .addKeyValue("hostname", hostname)
                .addKeyValue("file", chain())
                .addKeyValue("until", made.getFirst().certificate().getNotAfter().toInstant())
                .log("self-signed certificate made");
        return made;
    }

    private List<Credential> read(Instant now) throws IOException {
        return new PemFiles(chain(), key(), Secret.of("")).load(now);
    }

    private boolean isUsable(Credential credential, Instant now) {
        var certificate = credential.certificate();
        return HostNames.of(certificate).hasExactly(hostname.toLowerCase(Locale.ROOT))
                && now.plus(RENEWAL).isBefore(certificate.getNotAfter().toInstant());
    }

    private Path chain() {
        return folder.resolve("self-signed.pem");
    }

    private Path key() {
        return folder.resolve("self-signed-key.pem");
    }
}
