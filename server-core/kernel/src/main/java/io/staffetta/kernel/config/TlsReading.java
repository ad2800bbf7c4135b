package io.staffetta.kernel.config;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLContext;

/// Reads the `<tls>` element of the root.
record TlsReading(Section section) {

    TlsConfig read() {
        var certificates =
                section.children("certificates").stream().findFirst().map(c -> c.component("use"));
        var protocols = section.child("protocols").items("protocol", TlsReading::protocol);
        var ciphers = section.child("ciphers").items("cipher", TlsReading::cipher);
        return new TlsConfig(
                certificates,
                components("outbound"),
                components("observer"),
                protocols.isEmpty() ? TlsConfig.DEFAULT_PROTOCOLS : protocols,
                ciphers);
    }

    private List<ComponentConfig> components(String name) {
        return section.children(name).stream().map(c -> c.component("use")).toList();
    }

    private static String protocol(String text) {
        if (!TlsConfig.DEFAULT_PROTOCOLS.contains(text)) {
            throw new IllegalArgumentException(
                    "is not served" + DidYouMean.hint(text, TlsConfig.DEFAULT_PROTOCOLS));
        }
        return text;
    }

    private static String cipher(String text) {
        var supported = supportedCiphers();
        if (!supported.contains(text)) {
            throw new IllegalArgumentException(
                    "is not a cipher suite of this Java run-time"
                            + DidYouMean.closest(text, supported)
                                    .map(name -> ", did you mean '" + name + "'?")
                                    .orElse(""));
        }
        return text;
    }

    private static List<String> supportedCiphers() {
        try {
            var parameters = SSLContext.getDefault().getSupportedSSLParameters();
            return Arrays.asList(parameters.getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java run-time has no TLS", e);
        }
    }
}
