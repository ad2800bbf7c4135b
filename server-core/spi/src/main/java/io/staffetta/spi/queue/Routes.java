package io.staffetta.spi.queue;

import io.staffetta.spi.mail.Domain;

import java.util.Optional;

/// The route table of the configuration; injected into queues. Follows reloads.
public interface Routes {

    /// The way for a domain: the most specific route that matches. Local domains match `local`.
    Optional<Route> choose(Domain domain);

    /// One way.
    ///
    /// @param name what the operator called it: `domain → transport`
    /// @param transport name of the transport offer
    /// @param lease the transport, usable until the lease is closed; a reload waits for it
    record Route(String name, String transport, Lease lease) {}

    /// Keeps a transport usable.
    interface Lease extends AutoCloseable {
        /// The transport.
        Transport transport();

        @Override
        void close();
    }
}
