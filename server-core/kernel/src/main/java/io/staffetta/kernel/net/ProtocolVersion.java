package io.staffetta.kernel.net;

import javax.net.ssl.SSLSession;

/// The version of TLS that a session speaks. Some engines remember in the session what was asked of
/// it in the middle of the handshake, before the version was known; the cipher suite is always
/// true.
final class ProtocolVersion {

    static final String NEWEST = "TLSv1.3";

    private ProtocolVersion() {}

    /// As JSSE names it. Suites of TLS 1.3, and no others, say nothing of the key exchange.
    static String of(SSLSession session) {
        var cipher = session.getCipherSuite();
        return cipher.startsWith("TLS_AES_") || cipher.startsWith("TLS_CHACHA20_")
                ? NEWEST
                : session.getProtocol();
    }
}
