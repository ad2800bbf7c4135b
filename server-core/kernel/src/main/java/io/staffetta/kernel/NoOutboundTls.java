package io.staffetta.kernel;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTls;

import java.io.IOException;

/// For what is no part of a generation and makes no connections to other servers.
enum NoOutboundTls implements OutboundTls {
    NONE;

    @Override
    public OutboundTerms terms(NextHop nextHop) throws IOException {
        throw new IOException("TLS policies can be asked by transports only");
    }
}
