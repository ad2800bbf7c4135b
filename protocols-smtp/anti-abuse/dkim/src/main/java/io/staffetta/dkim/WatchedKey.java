package io.staffetta.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.spi.host.SigningKeys.SigningKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A key in a file that is read anew when it changes. Used by many threads.
final class WatchedKey {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedKey.class);
    private static final long LONGEST_FILE = 64 * 1024;
    private static final Set<PosixFilePermission> FORBIDDEN =
            Set.of(
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final SigningKeyFile setting;
    private final Path file;
    private final Duration interval;
    private Optional<SigningKey> key = Optional.empty();
    private Optional<Stamp> seen = Optional.empty();
    private Instant checked = Instant.MIN;

    /// @param file absolute
    WatchedKey(SigningKeyFile setting, Path file, Duration interval) {
        this.setting = setting;
        this.file = file;
        this.interval = interval;
    }

    private record Stamp(FileTime changed, long size) {}

    SigningKeyFile setting() {
        return setting;
    }

    /// Reads it for the first time.
    ///
    /// @throws IOException with a message for the operator
    synchronized SigningKey load(Instant now) throws IOException {
        var stamp = stamp();
        var read = read();
        seen = Optional.of(stamp);
        key = Optional.of(read);
        checked = now;
        return read;
    }

    /// The key as it is now; one that cannot be read does not replace another.
    synchronized Optional<SigningKey> current(Instant now) {
        if (now.isBefore(checked.plus(interval)) && !now.isBefore(checked)) {
            return key;
        }
        checked = now;
        try {
            var stamp = stamp();
            if (!seen.equals(Optional.of(stamp))) {
                seen = Optional.of(stamp);
                key = Optional.of(read());
                LOG.atInfo().addKeyValue("file", file).log("signing key read anew");
            }
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getMessage())
                    .log("signing key not read, the old one stays");
        }
        return key;
    }

    private Stamp stamp() throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
        } catch (IOException e) {
            throw new IOException("cannot read the signing key " + file, e);
        }
    }

    private SigningKey read() throws IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException("the signing key " + file + " is larger than a key can be");
        }
        checkPermissions();
        try {
            var pem = new String(Files.readAllBytes(file), ISO_8859_1);
            return new SigningKey(setting.domain(), setting.selector(), PemPrivateKey.read(pem));
        } catch (IOException e) {
            throw new IOException("cannot read the signing key " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the signing key " + file + ": " + e.getMessage(), e);
        }
    }

    private void checkPermissions() throws IOException {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException _) {
            return;
        }
        if (permissions.stream().anyMatch(FORBIDDEN::contains)) {
            throw new IOException(
                    "others can read or change the signing key %s: chmod 640 it".formatted(file));
        }
    }
}
