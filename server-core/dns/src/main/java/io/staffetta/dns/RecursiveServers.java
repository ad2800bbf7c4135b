package io.staffetta.dns;

import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// DNS servers, asked one after the other. Has no threads of its own.
public final class RecursiveServers implements Upstream {

    private final Nameservers servers;
    private final Duration timeout;
    private final int attempts;
    private final SecureRandom random = new SecureRandom();

    /// @param addresses the servers; empty for the system's
    /// @param timeout for one server to answer
    /// @param attempts how often a silent server is asked
    public RecursiveServers(List<InetSocketAddress> addresses, Duration timeout, int attempts) {
        servers = new Nameservers(addresses);
        this.timeout = timeout;
        this.attempts = attempts;
    }

    @Override
    public Message exchange(Question question, Deadline deadline)
            throws IOException, InterruptedException {
        var candidates = servers.inOrder();
        var problem = new IOException("timed out");
        for (int attempt = 0; attempt < attempts; attempt++) {
            for (var candidate : candidates.toArray(Nameserver[]::new)) {
                if (deadline.isOver()) {
                    throw problem;
                }
                try {
                    var query = question.query(random.nextInt(0x1_0000));
                    var response = candidate.ask(query, deadline.orIn(timeout));
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
