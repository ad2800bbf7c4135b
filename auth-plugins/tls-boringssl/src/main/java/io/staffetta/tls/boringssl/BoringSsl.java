package io.staffetta.tls.boringssl;

import io.staffetta.spi.tls.TlsDemands;
import io.staffetta.spi.tls.TlsEngines;
import io.staffetta.spi.tls.TlsProvider;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;

import jakarta.inject.Inject;

import org.conscrypt.Conscrypt;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/// BoringSSL where its native library loads. The security provider is never registered with the
/// Java run-time: nothing but listeners uses it.
final class BoringSsl implements TlsProvider {

    private static final String NEWEST = "TLSv1.3";
    private static final String OLDER = "TLSv1.2";

    /// It asks for keys by the suites of TLS 1.2 only. Those are not spoken where that version is
    /// not.
    private static final List<String> KEY_TYPES =
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    /// Clients are never asked for certificates. Without this all authorities of the JDK would be
    /// read, which takes longer than anything else here.
    static final TrustManager[] NOBODY = {};

    private final Descriptors descriptors = Descriptors.ofProcess();
    private final Loaded loaded;

    private sealed interface Loaded {
        record Here(Provider security, List<String> ciphers) implements Loaded {}

        record Missing(String why) implements Loaded {}
    }

    @Inject
    BoringSsl() {
        loaded = load();
    }

    @Override
    public Optional<String> unavailable() {
        return switch (loaded) {
            case Loaded.Here _ -> Optional.empty();
            case Loaded.Missing(var why) -> Optional.of(why);
        };
    }

    @Override
    public Optional<String> obstacle(TlsDemands demands) {
        return switch (loaded) {
            case Loaded.Missing(var why) -> Optional.of(why);
            case Loaded.Here(_, var known) -> obstacle(demands, known);
        };
    }

    private static Optional<String> obstacle(TlsDemands demands, List<String> known) {
        // The judge is called out of native code, where a wait for OCSP holds a carrier thread.
        if (demands.clientCertificate() != ClientCertificate.NONE) {
            return Optional.of("clients are asked for certificates");
        }
        var all = demands.ciphers();
        var missing = all.stream().filter(cipher -> !known.contains(cipher)).toList();
        if (demands.listed() && !missing.isEmpty()) {
            return Optional.of("it has no " + String.join(", ", missing));
        }
        // The suites of TLS 1.3 cannot be chosen: it speaks all of them.
        if (demands.protocols().contains(NEWEST)
                && !all.containsAll(known.stream().filter(BoringSsl::isNewest).toList())) {
            return Optional.of("its suites of TLS 1.3 cannot be limited");
        }
        if (demands.protocols().contains(OLDER)
                && all.stream().noneMatch(one -> !isNewest(one) && known.contains(one))) {
            return Optional.of("it has none of the suites of TLS 1.2");
        }
        return Optional.empty();
    }

    @Override
    public TlsEngines engines(TlsDemands demands, X509ExtendedKeyManager keys) {
        return switch (loaded) {
            case Loaded.Missing(var why) -> throw new IllegalStateException(why);
            case Loaded.Here(var security, var known) ->
                    new BoringSslEngines(
                            security,
                            keys,
                            descriptors,
                            demands.protocols().toArray(String[]::new),
                            suites(demands, known));
        };
    }

    private static String[] suites(TlsDemands demands, List<String> known) {
        var older = demands.protocols().contains(OLDER);
        return Stream.concat(
                        demands.ciphers().stream().filter(known::contains),
                        older ? Stream.empty() : KEY_TYPES.stream())
                .distinct()
                .toArray(String[]::new);
    }

    private static boolean isNewest(String cipher) {
        return cipher.startsWith("TLS_") && !cipher.contains("_WITH_") && !cipher.endsWith("SCSV");
    }

    private static Loaded load() {
        try {
            var security = Conscrypt.newProvider();
            var context = SSLContext.getInstance("TLS", security);
            context.init(null, NOBODY, null);
            var ciphers = List.of(context.createSSLEngine().getSupportedCipherSuites());
            return new Loaded.Here(security, ciphers);
        } catch (NoSuchAlgorithmException
                | KeyManagementException
                | RuntimeException
                | LinkageError e) {
            return new Loaded.Missing("its native library does not load: " + e);
        }
    }
}
