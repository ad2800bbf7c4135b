package io.staffetta.kernel.config;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

/// Reads the `<tls>` element of the root.
record TlsReading(Section section) {

    TlsConfig read() {
        var certificates =
                section.children("certificates").stream().findFirst().map(c -> c.component("use"));
        return new TlsConfig(
                certificates,
                components("provider").stream().findFirst(),
                components("outbound"),
                components("observer"),
                new TlsStrength(
                        section.attribute("profile", TlsReading::profile),
                        section.child("protocols").items("protocol", TlsReading::protocol),
                        section.child("ciphers").items("cipher", TlsReading::cipher)),
                expiry());
    }

    /// What a listener says in attributes.
    static TlsStrength ofListener(Section listener) {
        return new TlsStrength(
                listener.attribute("tls-profile", TlsReading::profile),
                listener.attribute("tls-protocols", text -> all(text, TlsReading::protocol))
                        .orElse(List.of()),
                listener.attribute("tls-ciphers", text -> all(text, TlsReading::cipher))
                        .orElse(List.of()));
    }

    private CertificateExpiry expiry() {
        var warnings = section.child("expiry-warnings").items("expiry-warning", Text::duration);
        var expired =
                section.attribute(
                        "expired-certificate",
                        text -> Text.constantOf(text, CertificateExpiry.Expired.class));
        return new CertificateExpiry(
                warnings.isEmpty() ? CertificateExpiry.DEFAULT.warnings() : warnings,
                expired.orElse(CertificateExpiry.DEFAULT.expired()));
    }

    private static TlsProfile profile(String text) {
        return Text.constantOf(text, TlsProfile.class);
    }

    private static List<String> all(String text, Function<String, String> reader) {
        return Text.items(text).stream().map(reader).distinct().toList();
    }

    private List<ComponentConfig> components(String name) {
        return section.children(name).stream().map(c -> c.component("use")).toList();
    }

    private static String protocol(String text) {
        if (!TlsStrength.PROTOCOLS.contains(text)) {
            throw new IllegalArgumentException(
                    "is not served" + DidYouMean.hint(text, TlsStrength.PROTOCOLS));
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
