package io.staffetta.kernel.config;

import java.time.Duration;
import java.util.List;

/// How the DNS is asked for plugins; element `<dns>`, kebab-case children.
///
/// @param servers addresses of resolvers, such as `192.0.2.53` or `127.0.0.1:5353`; none: the
///   system's
/// @param deadline longest a question may take, with all its attempts
public record DnsConfig(List<String> servers, Duration deadline) {

    /// What holds where nothing is configured.
    public static final DnsConfig DEFAULTS = new DnsConfig(List.of(), Duration.ofSeconds(10));

    public DnsConfig {
        servers = List.copyOf(servers);
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("deadline must be longer than nothing");
        }
    }
}
