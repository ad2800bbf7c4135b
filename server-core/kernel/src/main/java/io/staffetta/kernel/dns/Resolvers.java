package io.staffetta.kernel.dns;

import io.staffetta.dns.AnswerLimits;
import io.staffetta.dns.CacheTimes;
import io.staffetta.dns.RecursiveServers;
import io.staffetta.dns.StubResolver;
import io.staffetta.kernel.config.DnsConfig;
import io.staffetta.spi.host.Meters;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Makes the resolver that the configuration wants. As long as `<dns>` stays as it is, it is one
/// and the same, so that its cache outlives a reload. Used by many threads.
public final class Resolvers {

    private final AtomicReference<@Nullable Made> last = new AtomicReference<>();

    /// @param meters gets the size of the cache
    public Resolvers(Meters meters) {
        meters.gauge("dns.cache.entries", Map.of(), this::cached);
    }

    /// The resolver of a configuration.
    public StubResolver of(DnsConfig config) {
        var known = last.get();
        if (known != null && known.config().equals(config)) {
            return known.resolver();
        }
        synchronized (this) {
            var present = last.get();
            if (present != null && present.config().equals(config)) {
                return present.resolver();
            }
            var made = new Made(config, fresh(config));
            last.set(made);
            return made.resolver();
        }
    }

    private long cached() {
        var known = last.get();
        return known == null ? 0 : known.resolver().size();
    }

    /// One that knows nothing yet, for those who must see what is published now.
    public static StubResolver fresh(DnsConfig config) {
        return new StubResolver(
                new RecursiveServers(config.addresses(), config.timeout(), config.attempts()),
                new AnswerLimits(config.maxAliases(), config.maxRecords(), config.maxOctets()),
                new CacheTimes(
                        Duration.ZERO, config.maxTtl(), config.negativeTtl(), config.failureTtl()),
                config.cacheEntries(),
                config.deadline());
    }

    private record Made(DnsConfig config, StubResolver resolver) {}
}
