package io.staffetta.acme;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import java.util.Properties;

/// An order that was begun, with the key its certificate is for. It outlives the server, so that a
/// restart goes on with it instead of ordering again.
record PendingOrder(URL location, KeyPair key) {

    static Path file(Path folder, Wanted wanted) {
        return folder.resolve(wanted.id() + ".order");
    }

    /// The order begun for just this, at this authority.
    static Optional<PendingOrder> of(Path folder, URI directory, Wanted wanted) {
        var file = file(folder, wanted);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var saved = new Properties();
        try {
            saved.load(new StringReader(Pem.text(file)));
            if (!saved.getProperty("directory", "").equals(directory.toString())
                    || !saved.getProperty("for", "").equals(purpose(wanted))) {
                return Optional.empty();
            }
            return Optional.of(
                    new PendingOrder(
                            URI.create(saved.getProperty("order", "")).toURL(),
                            Pem.keyPair(saved.getProperty("key", ""), file)));
        } catch (IOException | IllegalArgumentException e) {
            // Nothing is lost but an order.
            return Optional.empty();
        }
    }

    void save(Path folder, URI directory, Wanted wanted) throws IOException {
        var saved = new Properties();
        saved.setProperty("directory", directory.toString());
        saved.setProperty("for", purpose(wanted));
        saved.setProperty("order", location.toString());
        saved.setProperty("key", Pem.keyPair(key));
        var text = new StringWriter();
        saved.store(text, null);
        OwnerFile.write(file(folder, wanted), text.toString());
    }

    static void forget(Path folder, Wanted wanted) throws IOException {
        Files.deleteIfExists(file(folder, wanted));
    }

    private static String purpose(Wanted wanted) {
        return wanted.keyType() + " " + String.join(" ", wanted.names());
    }
}
