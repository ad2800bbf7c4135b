package io.staffetta.kernel.config;

import java.util.List;

/// Named sets of protocol versions and cipher suites: Mozilla's "Server Side TLS" 5.7, by the names
/// that Java gives them. All of them keep a recorded conversation secret when the server's key gets
/// known, and none has CBC.
public enum TlsProfile {
    /// TLS 1.3 only. Most mail servers and all current mail programs speak it.
    MODERN,
    /// TLS 1.3 and 1.2.
    INTERMEDIATE;

    /// Versions as JSSE names them, the best first.
    public List<String> protocols() {
        return switch (this) {
            case MODERN -> List.of("TLSv1.3");
            case INTERMEDIATE -> List.of("TLSv1.3", "TLSv1.2");
        };
    }

    /// Cipher suites as JSSE names them, in the order of preference.
    public List<String> ciphers() {
        return switch (this) {
            case MODERN ->
                    List.of(
                            "TLS_AES_128_GCM_SHA256",
                            "TLS_AES_256_GCM_SHA384",
                            "TLS_CHACHA20_POLY1305_SHA256");
            case INTERMEDIATE ->
                    List.of(
                            "TLS_AES_128_GCM_SHA256",
                            "TLS_AES_256_GCM_SHA384",
                            "TLS_CHACHA20_POLY1305_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                            "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                            "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                            "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
        };
    }
}
