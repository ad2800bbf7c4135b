package io.staffetta.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;

/// The key of the ACME account. It is made once: orders and limits of the authority hang on it.
final class AccountKey {

    private AccountKey() {}

    /// @throws IOException if the file is damaged; it is not replaced then
    static KeyPair in(Path file) throws IOException {
        if (Files.exists(file)) {
            return Pem.keyPair(Pem.text(file), file);
        }
        var made = KeyType.EC_P256.generate();
        OwnerFile.write(file, Pem.keyPair(made));
        return made;
    }
}
