package io.staffetta.tls.outbound.sts.dns;

import io.staffetta.dns.Answer;
import io.staffetta.dns.AnswerLimits;
import io.staffetta.dns.CacheTimes;
import io.staffetta.dns.Deadline;
import io.staffetta.dns.Question;
import io.staffetta.dns.RecursiveServers;
import io.staffetta.dns.StubResolver;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// Asks recursive DNS servers. Remembers nothing; used by many threads, has none of its own.
public final class Resolver {

    private static final CacheTimes NONE =
            new CacheTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final StubResolver resolver;

    /// @param addresses the servers; empty for the system's
    /// @param timeout for one server to answer
    /// @param attempts how often a silent server is asked
    /// @param deadline for one question, aliases and all
    public Resolver(
            List<InetSocketAddress> addresses, Duration timeout, int attempts, Duration deadline) {
        resolver =
                new StubResolver(
                        new RecursiveServers(addresses, timeout, attempts),
                        AnswerLimits.WIDE,
                        NONE,
                        0,
                        deadline);
    }

    /// Asks, and follows aliases. Blocks.
    ///
    /// @param name in A-labels
    /// @param type as in [org.xbill.DNS.Type]
    /// @param end when the caller needs the answer
    public Answer ask(String name, int type, Deadline end) throws InterruptedException {
        var question = Question.of(name, type);
        return question.isPresent()
                ? resolver.ask(question.get(), end)
                : new Answer.Absent(false, Duration.ZERO);
    }
}
