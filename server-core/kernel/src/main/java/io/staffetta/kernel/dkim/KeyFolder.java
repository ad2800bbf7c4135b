package io.staffetta.kernel.dkim;

import io.staffetta.spi.mail.Domain;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of a domain: its list `keys`, and a private key in `SELECTOR.pem` for each line of it.
///
/// @param root the folder of all domains
/// @param domain no address literal
record KeyFolder(Path root, Domain domain) {

    KeyFolder {
        if (domain.isLiteral()) {
            throw new IllegalArgumentException("mail is signed for domains, not for addresses");
        }
    }

    Path path() {
        return root.resolve(domain.name());
    }

    Path list() {
        return path().resolve("keys");
    }

    Path pem(Selector selector) {
        return path().resolve(selector + ".pem");
    }

    /// The domains that have a list, by name.
    static List<Domain> domains(Path root) throws IOException {
        var domains = new ArrayList<Domain>();
        try (var folders = Files.newDirectoryStream(root)) {
            for (var folder : folders) {
                var name = folder.getFileName().toString();
                if (Files.exists(folder.resolve("keys")) && isCanonical(name)) {
                    domains.add(new Domain(name));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        domains.sort((one, other) -> one.name().compareTo(other.name()));
        return domains;
    }

    /// The keys of the domain; no list is an empty one.
    ///
    /// @throws IOException with one line that names the file
    List<StoredKey> read() throws IOException {
        try {
            return KeyList.parse(domain, DurableFile.read(list()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new IOException(list() + " cannot be used: " + e.getMessage(), e);
        }
    }

    void write(List<StoredKey> keys) throws IOException {
        DurableFile.write(list(), KeyList.format(keys));
    }

    /// @throws IOException with one line that names the file and repeats nothing of it
    KeyMaterial readKey(StoredKey key) throws IOException {
        var file = pem(key.selector());
        KeyMaterial material;
        try {
            material = KeyMaterial.parse(DurableFile.read(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
        if (material.algorithm() != key.algorithm()) {
            throw new IOException(
                    "%s holds a key of kind %s, not %s"
                            .formatted(file, material.algorithm().tag(), key.algorithm().tag()));
        }
        return material;
    }

    void writeKey(Selector selector, KeyMaterial key) throws IOException {
        DurableFile.makeFolder(root);
        DurableFile.makeFolder(path());
        DurableFile.write(pem(selector), PrivateKeyPem.encode(key.privateKey()));
    }

    private static boolean isCanonical(String name) {
        try {
            return !new Domain(name).isLiteral();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
