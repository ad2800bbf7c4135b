package io.staffetta.tls.outbound.dane.dns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import io.staffetta.dns.Deadline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks recursive DNS servers, finds out whether DNSSEC proves what they say, and remembers. Used
/// by many threads; a question that is being asked is not asked a second time beside it. Has no
/// threads of its own.
public final class SecureDns {

    private static final Logger log = LoggerFactory.getLogger(SecureDns.class);

    private final DnsTerms terms;
    private final Authenticator authenticator;
    private final Cache<Question, Known> cache;
    private final ConcurrentMap<Question, CompletableFuture<Known>> asked =
            new ConcurrentHashMap<>();

    private SecureDns(DnsTerms terms, Authenticator authenticator) {
        this.terms = terms;
        this.authenticator = authenticator;
        cache =
                Caffeine.newBuilder()
                        .maximumWeight(terms.cacheSize())
                        .weigher((Question _, Known known) -> known.weight())
                        .expireAfter(Expiry.<Question, Known>creating((_, known) -> known.ttl()))
                        .executor(Runnable::run)
                        .build();
    }

    /// Validates itself.
    ///
    /// @param clock by which signatures are valid
    /// @throws IOException if the anchors cannot be used
    public static SecureDns validating(DnsTerms terms, TrustAnchors anchors, Clock clock)
            throws IOException {
        return new SecureDns(
                terms,
                new ValidatingAuthenticator(new Asking(terms), anchors, terms.cacheSize(), clock));
    }

    /// Believes the servers.
    ///
    /// @param local whether only servers on this machine are believed
    /// @throws IOException if one is not on this machine though all must be
    public static SecureDns trusting(DnsTerms terms, boolean local) throws IOException {
        var servers = new Asking(terms);
        if (local && !servers.areLocal()) {
            throw new IOException(
                    "resolver trust-ad believes name servers on this machine only: "
                            + "name one, or set allow-remote-resolver if the way to it is safe");
        }
        return new SecureDns(terms, new TrustingAuthenticator(servers, local));
    }

    /// Blocks.
    ///
    /// @param type as in [org.xbill.DNS.Type]; aliases are followed unless they are what is asked
    ///   for
    /// @throws DnsFailure if there is no answer, or one that is not signed as it must be
    public Resolution ask(Name name, int type, Deadline deadline)
            throws DnsFailure, InterruptedException {
        var question = new Question(name, type);
        while (true) {
            var known = cache.getIfPresent(question);
            if (known != null) {
                return known.resolution();
            }
            var ours = new CompletableFuture<Known>();
            var theirs = asked.putIfAbsent(question, ours);
            try {
                return theirs == null
                        ? lead(question, ours, deadline).resolution()
                        : theirs.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS).resolution();
            } catch (TimeoutException e) {
                throw new DnsFailure(question + ": timed out", e, false);
            } catch (ExecutionException e) {
                // Whoever asked was interrupted: we ask ourselves.
            }
        }
    }

    /// Asks anew whatever is known.
    public Resolution askAnew(Name name, int type, Deadline deadline)
            throws DnsFailure, InterruptedException {
        cache.invalidate(new Question(name, type));
        return ask(name, type, deadline);
    }

    private Known lead(Question question, CompletableFuture<Known> ours, Deadline deadline)
            throws InterruptedException {
        try {
            var known = find(question, deadline);
            if (!known.ttl().isZero()) {
                cache.put(question, known);
            }
            ours.complete(known);
            return known;
        } finally {
            asked.remove(question, ours);
            ours.completeExceptionally(new InterruptedException());
        }
    }

    private Known find(Question question, Deadline deadline) throws InterruptedException {
        try {
            var reading = new AliasReading(question);
            while (!reading.take(authenticator.ask(reading.question(), deadline))) {
                // The next alias is asked for.
            }
            return new Known.Answer(reading.resolution(), ttl(reading));
        } catch (DnsFailure e) {
            log.atDebug()
                    .addKeyValue("question", question)
                    .addKeyValue("problem", e.getMessage())
                    .log("DNS gave no answer to believe");
            return new Known.Failure(
                    question + ": " + e.getMessage(), e.isBogus(), terms.failureTtl());
        }
    }

    private Duration ttl(AliasReading reading) {
        var most = reading.resolution().records().isEmpty() ? terms.negativeTtl() : terms.maxTtl();
        var ttl = reading.ttl().compareTo(terms.minTtl()) < 0 ? terms.minTtl() : reading.ttl();
        return ttl.compareTo(most) > 0 ? most : ttl;
    }
}
