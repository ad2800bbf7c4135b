package io.staffetta.tls.boringssl;

import io.staffetta.spi.tls.TlsDemands;
import io.staffetta.spi.tls.TlsEngines;
import io.staffetta.spi.tls.TlsProvider;

import java.util.Optional;

import javax.net.ssl.X509ExtendedKeyManager;

/// For the kernel's own tests of TLS.
public final class OfferedBoringSsl implements TlsProvider {

    private final BoringSsl provider = new BoringSsl();

    @Override
    public Optional<String> unavailable() {
        return provider.unavailable();
    }

    @Override
    public Optional<String> obstacle(TlsDemands demands) {
        return provider.obstacle(demands);
    }

    @Override
    public TlsEngines engines(TlsDemands demands, X509ExtendedKeyManager keys) {
        return provider.engines(demands, keys);
    }
}
