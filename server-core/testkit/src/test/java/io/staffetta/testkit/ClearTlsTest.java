package io.staffetta.testkit;

import io.staffetta.spi.tls.TlsPolicy;

class ClearTlsTest implements TlsPolicyContract {

    @Override
    public TlsPolicy policy() {
        return new ClearTls();
    }
}
