package io.staffetta.remote.dns;

import io.staffetta.dns.Deadline;
import io.staffetta.dns.Nameserver;
import io.staffetta.dns.Nameservers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks recursive DNS servers, and remembers. Used by many threads; a question that is being asked
/// is not asked a second time beside it (RFC 5452 §5). Has no threads of its own.
final class StubResolver {

    private static final Logger LOG = LoggerFactory.getLogger(StubResolver.class);

    private final DnsSettings settings;
    private final Nameservers servers;
    private final AnswerCache cache;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<Question, CompletableFuture<Answer>> asked =
            new ConcurrentHashMap<>();

    StubResolver(DnsSettings settings) {
        this.settings = settings;
        servers = new Nameservers(settings.addresses());
        cache = new AnswerCache(settings.cacheSize(), System::nanoTime);
    }

    /// The answer, if it need not be asked for. Does not block.
    Optional<Answer> known(Question question) {
        return cache.get(question);
    }

    /// Blocks.
    Answer ask(Question question, Deadline deadline) throws InterruptedException {
        while (true) {
            var known = cache.get(question);
            if (known.isPresent()) {
                return known.get();
            }
            var ours = new CompletableFuture<Answer>();
            var theirs = asked.putIfAbsent(question, ours);
            try {
                return theirs == null
                        ? lead(question, ours, deadline)
                        : theirs.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return new Answer.Failed(question + ": timed out");
            } catch (ExecutionException e) {
                // Whoever asked was interrupted: we ask ourselves.
            }
        }
    }

    private Answer lead(Question question, CompletableFuture<Answer> ours, Deadline deadline)
            throws InterruptedException {
        try {
            var answer = find(question, deadline);
            ours.complete(answer);
            return answer;
        } finally {
            asked.remove(question, ours);
            ours.completeExceptionally(new InterruptedException());
        }
    }

    private Answer find(Question question, Deadline deadline) throws InterruptedException {
        try {
            var reading = new AnswerReading(question);
            while (!reading.take(exchange(reading.question(), deadline))) {
                // The next alias is asked for.
            }
            var answer = reading.answer();
            cache.put(question, answer, ttl(answer, Duration.ofSeconds(reading.ttl())));
            return answer;
        } catch (IOException e) {
            var failed = new Answer.Failed(question + ": " + e.getMessage());
            LOG.atDebug()
                    .addKeyValue("question", question)
                    .addKeyValue("problem", e.getMessage())
                    .log("DNS gave no answer");
            cache.put(question, failed, settings.failureTtl());
            return failed;
        }
    }

    private Duration ttl(Answer answer, Duration ttl) {
        var most = answer instanceof Answer.Found ? settings.maxTtl() : settings.negativeTtl();
        var least = ttl.compareTo(settings.minTtl()) < 0 ? settings.minTtl() : ttl;
        return least.compareTo(most) > 0 ? most : least;
    }

    private Message exchange(Question question, Deadline deadline)
            throws IOException, InterruptedException {
        var candidates = servers.inOrder();
        var problem = new IOException("timed out");
        for (int attempt = 0; attempt < settings.attempts(); attempt++) {
            for (var candidate : candidates.toArray(Nameserver[]::new)) {
                if (deadline.isOver()) {
                    throw problem;
                }
                try {
                    var query = question.query(random.nextInt(0x1_0000));
                    var response = candidate.ask(query, deadline.orIn(settings.timeout()));
                    int rcode = response.getRcode();
                    if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
                        servers.prefer(candidate);
                        return response;
                    }
                    candidates.remove(candidate);
                    problem = new IOException(candidate + " says " + Rcode.string(rcode));
                } catch (SocketTimeoutException e) {
                    problem = new IOException(candidate + " timed out", e);
                } catch (IOException e) {
                    problem = new IOException(candidate + ": " + e.getMessage(), e);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        throw problem;
    }
}
