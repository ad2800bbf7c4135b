package io.staffetta.kernel;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTls;

import java.io.IOException;

/// The TLS policies of a generation as its transports inject them: these are constructed together.
record LateOutboundTls(Late<OutboundTls> policies) implements OutboundTls {

    @Override
    public OutboundTerms terms(NextHop nextHop) throws IOException {
        return policies.get().terms(nextHop);
    }

    @Override
    public OutboundTerms explain(NextHop nextHop) throws IOException {
        return policies.get().explain(nextHop);
    }
}
