package io.staffetta.kernel;

import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import java.util.List;
import java.util.Map;

/// A transport that is called with its plugin's context class loader. Its life cycle stays with the
/// generation.
record ContextTransport(Transport transport, ClassLoader loader) implements Transport {

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) throws Exception {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return transport.deliver(delivery);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public String nextHop(Mailbox recipient) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return transport.nextHop(recipient);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public List<String> explain(ReversePath sender, Mailbox recipient, String nextHop)
            throws Exception {
        return transport.explain(sender, recipient, nextHop);
    }
}
