package io.staffetta.certificates;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Files that hold credentials.
sealed interface CertificateSource permits PemFiles, Pkcs12File, Folder, SelfSigned {

    /// The files to watch.
    List<Path> files();

    /// Reads, or makes, what is there now.
    ///
    /// @return at least one; of a [Folder] maybe none
    /// @throws IOException with one line that names the file and what is wrong
    List<Credential> load(Instant now) throws IOException;
}
