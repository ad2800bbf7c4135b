package io.staffetta.queue;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Routes.Lease;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Does a job: finds the transport as it is configured now, and calls it.
///
/// @param routes the route table
/// @param deadline for the transport
/// @param meters metrics
record Attempt(Routes routes, Duration deadline, QueueMeters meters) {

    /// What became of a job.
    ///
    /// @param transport name of the transport, empty if it was not called
    /// @param given outcomes of the recipients that were tried, as the transport gave them
    /// @param outcomes the same, as the hooks left them
    /// @param elsewhere recipients that go another way since a reload
    record Result(
            String transport,
            Map<Integer, Outcome> given,
            Map<Integer, Outcome> outcomes,
            List<Integer> elsewhere) {}

    /// @param waited whether the job waited since its way was chosen: the configuration may have
    ///   changed
    /// @param crew told of the call, so that it can be interrupted
    /// @param settle called once, with the result as soon as there is one, on this thread or, at
    ///   the deadline, on another; the method itself returns when the transport has returned
    void run(Job job, SpooledMessage message, boolean waited, Crew crew, Consumer<Result> settle) {
        var recipients = new ArrayList<>(job.recipients());
        var elsewhere = new ArrayList<Integer>();
        if (waited) {
            var ways = routes.choose(message.envelope(), job.recipients());
            recipients.removeIf(recipient -> !job.via().equals(ways.get(recipient)));
            elsewhere.addAll(job.recipients());
            elsewhere.removeAll(Set.copyOf(recipients));
        }
        var leased =
                recipients.isEmpty() ? Optional.<Lease>empty() : routes.lease(job.via().route());
        if (leased.isEmpty()) {
            settle.accept(new Result("", Map.of(), Map.of(), job.recipients()));
            return;
        }
        try (var lease = leased.get()) {
            var delivery =
                    new Delivery(
                            message.id(),
                            message.envelope(),
                            message.content(),
                            recipients,
                            job.via().nextHop());
            var start = System.nanoTime();
            var call =
                    new Call(
                            delivery,
                            deadline,
                            given -> {
                                var taken = Duration.ofNanos(System.nanoTime() - start);
                                var outcomes = reviewed(message.envelope(), given);
                                var transport = job.via().transport();
                                settle.accept(new Result(transport, given, outcomes, elsewhere));
                                meters.attempted(transport, outcomes, taken);
                            });
            crew.began(call);
            try {
                call.perform(lease.transport());
            } finally {
                crew.ended(call);
            }
        }
    }

    /// What hooks make of outcomes.
    Map<Integer, Outcome> reviewed(Envelope envelope, Map<Integer, Outcome> given) {
        var outcomes = new HashMap<>(given);
        outcomes.replaceAll((recipient, outcome) -> routes.attempted(envelope, recipient, outcome));
        return outcomes;
    }
}
