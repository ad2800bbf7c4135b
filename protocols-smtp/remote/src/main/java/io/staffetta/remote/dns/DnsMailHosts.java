package io.staffetta.remote.dns;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.EnhancedStatus;

import java.util.List;

/// Finds servers by DNS (RFC 5321 §5.1, RFC 7505). Holds no thread and no open socket between
/// calls.
public final class DnsMailHosts implements MailHosts {

    private final DnsSettings settings;
    private final Server server;

    /// @param server who we are, so that mail is not sent to ourselves
    public DnsMailHosts(DnsSettings settings, Server server) {
        this.settings = settings;
        this.server = server;
    }

    @Override
    public List<MailHost> find(Destination destination) throws LookupFailure {
        throw new LookupFailure(
                new EnhancedStatus(4, 3, 5), server.hostname() + settings + destination);
    }
}
