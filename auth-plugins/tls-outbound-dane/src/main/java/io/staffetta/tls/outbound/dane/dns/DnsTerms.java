package io.staffetta.tls.outbound.dane.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// How DNS is asked.
///
/// @param nameservers empty for those of the system
/// @param timeout how long one server may take for one answer
/// @param attempts how often each server is asked
/// @param cacheSize records kept, an answer without any counting as one
/// @param minTtl shortest time an answer is kept
/// @param maxTtl longest time an answer with records is kept
/// @param negativeTtl longest time an answer without records is kept
/// @param failureTtl how long a question without answer is not asked again
public record DnsTerms(
        List<InetSocketAddress> nameservers,
        Duration timeout,
        int attempts,
        int cacheSize,
        Duration minTtl,
        Duration maxTtl,
        Duration negativeTtl,
        Duration failureTtl) {
    public DnsTerms {
        nameservers = List.copyOf(nameservers);
    }
}
