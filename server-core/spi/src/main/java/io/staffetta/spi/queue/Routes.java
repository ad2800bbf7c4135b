package io.staffetta.spi.queue;

import io.staffetta.spi.mail.Envelope;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where mail goes and what plugins say to it: the route table of the configuration and the hooks
/// of its chain; injected into queues. Follows reloads. Methods that call hooks block until these
/// have answered or missed their deadlines, and never throw.
public interface Routes {

    /// The ways of some recipients of a message. For each of them the hooks of the `route` phase
    /// are asked, then the table: the most specific route that matches.
    ///
    /// @param recipients indices in the envelope
    /// @return a way for each of them
    Map<Integer, Way> choose(Envelope envelope, List<Integer> recipients);

    /// The transport of a route, usable until the lease is closed; a reload waits for it.
    ///
    /// @param route [Via#route()]
    /// @return empty if there is no such route any more
    Optional<Lease> lease(String route);

    /// Asks the hooks of the `attempt` phase what to make of an outcome.
    ///
    /// @param recipient index in the envelope
    /// @return the outcome that counts
    Outcome attempted(Envelope envelope, int recipient, Outcome outcome);

    /// Asks the hooks of the `bounce` phase whether the sender may be told.
    ///
    /// @param recipients indices of the recipients the report would be about
    /// @param kind what it would say
    boolean mayReport(Envelope envelope, List<Integer> recipients, ReportKind kind);

    /// Where a recipient goes.
    sealed interface Way {}

    /// To a next hop.
    ///
    /// @param route name of the route
    /// @param transport name of the transport offer, for logs and metrics
    /// @param nextHop within that transport
    record Via(String route, String transport, String nextHop) implements Way {}

    /// Nowhere: a hook decided, or there is no route (then deferred with 4.3.5).
    record Settled(Outcome outcome) implements Way {}

    /// Keeps a transport usable.
    interface Lease extends AutoCloseable {
        /// The transport.
        Transport transport();

        @Override
        void close();
    }
}
