package io.staffetta.tls.outbound.dane.dns;

import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TSIG;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// What the validator asks through: it hands each query to the [Lookup] it is for. Servers, EDNS
/// and timeouts are set elsewhere.
enum ValidatorLink implements Resolver {
    INSTANCE;

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        if (executor instanceof Lookup lookup) {
            return lookup.send(query);
        }
        throw new IllegalArgumentException("asked by nobody");
    }

    @Override
    public void setPort(int port) {}

    @Override
    public void setTCP(boolean flag) {}

    @Override
    public void setIgnoreTruncation(boolean flag) {}

    @Override
    public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {}

    @Override
    public void setTSIGKey(TSIG key) {}

    @Override
    public void setTimeout(Duration timeout) {}
}
