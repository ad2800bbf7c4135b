package io.staffetta.spi.tls;

import io.staffetta.spi.Component;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.X509ExtendedKeyManager;

/// Where the server's own certificates come from.
public interface Certificates extends Component {

    /// A key manager that answers from the newest certificates at each handshake, choosing by SNI
    /// and key type. The same object for the component's whole life; sessions are never dropped
    /// when certificates change.
    X509ExtendedKeyManager keyManager();

    /// The server certificates in use now, for expiry warnings and status pages.
    List<X509Certificate> current();

    /// Looks for changed files at once instead of at the next check. Keeps the present certificates
    /// if the new ones cannot be used.
    ///
    /// @throws java.io.UncheckedIOException with one line that names the file and what is wrong
    void refresh();
}
