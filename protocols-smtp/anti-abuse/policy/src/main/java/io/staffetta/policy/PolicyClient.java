package io.staffetta.policy;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Asks a policy server over connections that are kept.
final class PolicyClient implements Closeable {

    /// How connections are used; see [PolicySettings].
    record Terms(
            Duration timeout,
            int tries,
            Duration retryDelay,
            Duration idleTime,
            Duration connectionAge,
            int requestsPerConnection,
            int maxConnections,
            int maxReply) {}

    private final Endpoint endpoint;
    private final Terms terms;
    private final ConcurrentLinkedDeque<Link> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore permits;
    private volatile boolean closed;

    PolicyClient(Endpoint endpoint, Terms terms) {
        this.endpoint = endpoint;
        this.terms = terms;
        this.permits = new Semaphore(terms.maxConnections());
    }

    /// The action the server answers with.
    ///
    /// @throws IOException if it gives none in all tries
    Action ask(byte[] request) throws IOException, InterruptedException {
        if (!permits.tryAcquire(terms.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("all connections are busy");
        }
        try {
            return askAgainAndAgain(request);
        } finally {
            permits.release();
        }
    }

    private Action askAgainAndAgain(byte[] request) throws IOException, InterruptedException {
        // The server may have closed a kept connection long ago, which is no failure of it.
        var kept = takeIdle();
        if (kept != null) {
            try {
                return exchange(kept, request, deadline());
            } catch (ProtocolException | java.net.SocketTimeoutException e) {
                throw e;
            } catch (IOException _) {
                forgetIdle();
            }
        }
        for (int attempt = 1; ; attempt++) {
            try {
                long deadline = deadline();
                return exchange(Link.open(endpoint, deadline), request, deadline);
            } catch (IOException e) {
                if (attempt >= terms.tries() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                Thread.sleep(terms.retryDelay());
            }
        }
    }

    private Action exchange(Link link, byte[] request, long deadline) throws IOException {
        boolean good = false;
        try {
            var action =
                    ActionParser.parse(
                            Answer.action(link.ask(request, terms.maxReply(), deadline)));
            good = true;
            return action;
        } finally {
            if (good) {
                keep(link);
            } else {
                link.close();
            }
        }
    }

    private void keep(Link link) throws IOException {
        boolean spent =
                terms.requestsPerConnection() > 0 && link.requests >= terms.requestsPerConnection();
        if (spent || closed) {
            link.close();
            return;
        }
        idle.addFirst(link);
        if (closed) {
            forgetIdle();
        }
    }

    private @Nullable Link takeIdle() throws IOException {
        dropOutworn();
        return idle.pollFirst();
    }

    /// The longest unused lie at the end.
    private void dropOutworn() throws IOException {
        long now = System.nanoTime();
        for (var link : idle) {
            boolean outworn =
                    now - link.usedNanos > terms.idleTime().toNanos()
                            || now - link.bornNanos > terms.connectionAge().toNanos();
            if (outworn && idle.remove(link)) {
                link.close();
            }
        }
    }

    private void forgetIdle() throws IOException {
        for (var link = idle.pollFirst(); link != null; link = idle.pollFirst()) {
            link.close();
        }
    }

    private long deadline() {
        return System.nanoTime() + terms.timeout().toNanos();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        forgetIdle();
    }
}
