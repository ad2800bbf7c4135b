package io.staffetta.queue;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One call of a transport, on a thread of its own so that it can be given up.
final class Call {

    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private static final EnhancedStatus OUR_TROUBLE = new EnhancedStatus(4, 3, 0);
    private static final EnhancedStatus TOO_SLOW = new EnhancedStatus(4, 4, 7);

    private final Delivery delivery;
    private final CompletableFuture<Map<Integer, Outcome>> result = new CompletableFuture<>();
    private final Thread thread;

    private Call(Transport transport, Delivery delivery) {
        this.delivery = delivery;
        this.thread =
                Thread.ofVirtual()
                        .name("delivery-" + delivery.id())
                        .unstarted(() -> run(transport));
    }

    static Call start(Transport transport, Delivery delivery) {
        var call = new Call(transport, delivery);
        call.thread.setContextClassLoader(transport.getClass().getClassLoader());
        call.thread.start();
        return call;
    }

    /// Waits for the outcome of every recipient; those that have none by the deadline are deferred
    /// and the call is interrupted.
    Map<Integer, Outcome> outcomes(Duration deadline) {
        try {
            return complete(result.get(deadline.toNanos(), TimeUnit.NANOSECONDS), "no result");
        } catch (ExecutionException e) {
            log.atWarn()
                    .addKeyValue("id", delivery.id())
                    .setCause(e.getCause())
                    .log("transport failed");
            return all(OUR_TROUBLE, "transport failed: " + reason(e));
        } catch (TimeoutException e) {
            interrupt();
            // A next hop that only holds us up must not do that on all places for deliveries.
            var words = "no result within " + deadline.toSeconds() + " s";
            return all(new Outcome.Deferred(TOO_SLOW, words, Optional.empty(), true));
        } catch (InterruptedException e) {
            interrupt();
            Thread.currentThread().interrupt();
            return all(OUR_TROUBLE, "the server is stopping");
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    /// Waits until the transport has really returned.
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void run(Transport transport) {
        try {
            result.complete(transport.deliver(delivery));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            result.completeExceptionally(e);
        } finally {
            // Only an error of the whole virtual machine gets here without a result.
            result.completeExceptionally(new IllegalStateException("transport broke off"));
        }
    }

    private Map<Integer, Outcome> complete(Map<Integer, Outcome> given, String missing) {
        var outcomes = all(OUR_TROUBLE, missing);
        outcomes.replaceAll((recipient, absent) -> given.getOrDefault(recipient, absent));
        return outcomes;
    }

    private Map<Integer, Outcome> all(EnhancedStatus status, String detail) {
        return all(new Outcome.Deferred(status, detail));
    }

    private Map<Integer, Outcome> all(Outcome outcome) {
        var outcomes = new HashMap<Integer, Outcome>();
        for (int recipient : delivery.recipients()) {
            outcomes.put(recipient, outcome);
        }
        return outcomes;
    }

    private static String reason(ExecutionException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
