package io.staffetta.tls.outbound.sts.dns;

import io.staffetta.dns.Deadline;
import io.staffetta.dns.Nameserver;
import io.staffetta.dns.Nameservers;

import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TextParseException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// Asks recursive DNS servers. Remembers nothing; used by many threads, has none of its own.
public final class Resolver {

    private final Nameservers servers;
    private final Duration timeout;
    private final int attempts;
    private final Duration deadline;
    private final SecureRandom random = new SecureRandom();

    /// @param addresses the servers; empty for the system's
    /// @param timeout for one server to answer
    /// @param attempts how often a silent server is asked
    /// @param deadline for one question, aliases and all
    public Resolver(
            List<InetSocketAddress> addresses, Duration timeout, int attempts, Duration deadline) {
        servers = new Nameservers(addresses);
        this.timeout = timeout;
        this.attempts = attempts;
        this.deadline = deadline;
    }

    /// Asks, and follows aliases. Blocks.
    ///
    /// @param name in A-labels
    /// @param type as in [org.xbill.DNS.Type]
    /// @param end when the caller needs the answer
    public Answer ask(String name, int type, Deadline end) throws InterruptedException {
        try {
            var asked = new Question(Name.fromString(name, Name.root), type);
            var reading = new AnswerReading(asked);
            var until = end.orIn(deadline);
            while (!reading.take(exchange(reading.question(), until))) {
                // The next alias is asked for.
            }
            return reading.answer();
        } catch (TextParseException e) {
            return new Answer.Absent(Duration.ZERO);
        } catch (IOException e) {
            return new Answer.Failed(name + ": " + e.getMessage());
        }
    }

    private Message exchange(Question question, Deadline end)
            throws IOException, InterruptedException {
        var candidates = servers.inOrder();
        var problem = new IOException("timed out");
        for (int attempt = 0; attempt < attempts; attempt++) {
            for (var candidate : candidates.toArray(Nameserver[]::new)) {
                if (end.isOver()) {
                    throw problem;
                }
                try {
                    var query = question.query(random.nextInt(0x1_0000));
                    var response = candidate.ask(query, end.orIn(timeout));
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
