package io.staffetta.queue;

import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Routes.Lease;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /// @param outcomes of the recipients that were tried
    /// @param elsewhere recipients that go another way since a reload
    record Result(String transport, Map<Integer, Outcome> outcomes, List<Integer> elsewhere) {}

    /// @param crew told of the call, so that it can be interrupted
    /// @param settle called with the result as soon as there is one; the method itself returns when
    ///   the transport has returned, be it long after the deadline
    void run(Job job, SpooledMessage message, Crew crew, Consumer<Result> settle)
            throws InterruptedException {
        // The configuration may have changed while the job waited.
        var ways = routes.choose(message.envelope(), job.recipients());
        var recipients = new ArrayList<Integer>();
        var elsewhere = new ArrayList<Integer>();
        for (int recipient : job.recipients()) {
            (job.via().equals(ways.get(recipient)) ? recipients : elsewhere).add(recipient);
        }
        var leased =
                recipients.isEmpty() ? Optional.<Lease>empty() : routes.lease(job.via().route());
        if (leased.isEmpty()) {
            settle.accept(new Result("", Map.of(), job.recipients()));
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
            var call = Call.start(lease.transport(), delivery);
            crew.began(call);
            try {
                var outcomes = call.outcomes(deadline);
                var taken = Duration.ofNanos(System.nanoTime() - start);
                settle.accept(new Result(job.via().transport(), outcomes, elsewhere));
                meters.attempted(job.via().transport(), outcomes, taken);
                call.awaitEnd();
            } finally {
                crew.ended(call);
            }
        }
    }
}
