package io.staffetta.kernel.dns;

import io.staffetta.dns.StubResolver;
import io.staffetta.kernel.config.DnsConfig;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// The resolver of one configuration, made when somebody asks. It stays the same, whatever others
/// are made meanwhile.
public final class ResolverOf implements Supplier<StubResolver> {

    private final Resolvers resolvers;
    private final DnsConfig config;
    private volatile @Nullable StubResolver made;

    public ResolverOf(Resolvers resolvers, DnsConfig config) {
        this.resolvers = resolvers;
        this.config = config;
    }

    @Override
    public StubResolver get() {
        var present = made;
        if (present == null) {
            present = resolvers.of(config);
            made = present;
        }
        return present;
    }
}
