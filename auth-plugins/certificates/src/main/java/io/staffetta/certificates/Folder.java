package io.staffetta.certificates;

import io.staffetta.spi.Secret;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/// All `*.pem` files of a folder, each with a chain and its key. One that cannot be used is logged
/// and changes nothing: what was loaded from it before stays, and the other files are used. Used by
/// one thread at a time.
final class Folder implements CertificateSource {

    private static final Logger log = LoggerFactory.getLogger(Folder.class);

    private final Path folder;
    private final String hostname;
    private Map<Path, Credential> loaded = Map.of();

    /// @param folder need not exist
    /// @param hostname certificates for it come first
    Folder(Path folder, String hostname) {
        this.folder = folder;
        this.hostname = hostname.toLowerCase(Locale.ROOT);
    }

    /// By name.
    @Override
    public List<Path> files() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pem")) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            log.atError()
                    .addKeyValue("folder", folder)
                    .addKeyValue("error", e.toString())
                    .log("folder of certificates cannot be read");
            return List.copyOf(loaded.keySet());
        }
    }

    /// May be none.
    @Override
    public List<Credential> load(Instant now) {
        var next = new TreeMap<Path, Credential>();
        for (var file : files()) {
            try {
                var credential = new PemFiles(file, file, Secret.of("")).read();
                credential
                        .outOfTime(now)
                        .ifPresent(fault ->
                                log.atWarn()
                                        .addKeyValue("file", file)
                                        .log("certificate is used though it {}", fault));
                next.put(file, credential);
            } catch (IOException e) {
                keep(file, e, next);
            }
        }
        if (next.isEmpty() && !loaded.isEmpty()) {
            log.atError()
                    .addKeyValue("folder", folder)
                    .log("no certificate is left in the folder, those loaded before stay");
        } else {
            loaded = next;
        }
        return loaded.values().stream().sorted(Comparator.comparing(this::isForeign)).toList();
    }

    private void keep(Path file, IOException fault, Map<Path, Credential> next) {
        var before = loaded.get(file);
        if (before != null) {
            next.put(file, before);
        }
        log.atError()
                .addKeyValue("error", fault.getMessage())
                .log(
                        before == null
                                ? "certificate cannot be used"
                                : "certificate cannot be used, the one loaded before stays");
    }

    private boolean isForeign(Credential credential) {
        var names = HostNames.of(credential.certificate());
        return !names.hasExactly(hostname) && !names.hasWildcardFor(hostname);
    }
}
