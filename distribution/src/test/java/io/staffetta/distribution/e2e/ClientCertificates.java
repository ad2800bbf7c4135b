package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Certificates of clients and their authority, made by `openssl`: GnuTLS reads no EC keys of the
/// JDK.
record ClientCertificates(Path folder) {

    static ClientCertificates create(Path folder) {
        var made = new ClientCertificates(folder);
        made.request("ca", "-subj", "/CN=Authority of the clients");
        return made;
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    /// Key and certificate for a mail address, in one file.
    Path issue(String address) {
        request(
                address,
                "-subj",
                "/CN=client",
                "-CA",
                authority().toString(),
                "-CAkey",
                folder.resolve("ca.key").toString(),
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "subjectAltName=email:" + address);
        try {
            return Files.writeString(
                    folder.resolve(address + ".both"),
                    Files.readString(folder.resolve(address + ".key"))
                            + Files.readString(folder.resolve(address + ".pem")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void request(String name, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-nodes",
                                "-days",
                                "2",
                                "-keyout",
                                folder.resolve(name + ".key").toString(),
                                "-out",
                                folder.resolve(name + ".pem").toString()));
        words.addAll(List.of(more));
        var made = Command.of(words.toArray(String[]::new)).run();
        if (made.exitCode() != 0) {
            throw new IllegalStateException(made.err());
        }
    }
}
