package io.staffetta.remote;

import io.staffetta.remote.client.ClientLimits;
import io.staffetta.remote.dns.DnsSettings;
import io.staffetta.remote.net.ConnectSettings;

/// What the settings of the transports have in common.
sealed interface ClientSettings permits RemoteSettings, LmtpSettings {

    /// What to call this server; empty for its hostname.
    String heloName();

    /// Servers tried for one message.
    int maxHosts();

    /// Octets of a reply line.
    int replyLine();

    /// Lines of a reply.
    int replyLines();

    /// For each step.
    Timeouts timeouts();

    /// How connections are used again.
    PoolSettings pool();

    /// How connections are made.
    ConnectSettings connect();

    /// How servers are found.
    DnsSettings dns();

    /// Time and size in a conversation.
    default ClientLimits limits() {
        return timeouts().limits(replyLine(), replyLines());
    }

    /// @throws IllegalArgumentException with one line
    static void check(int port, int maxHosts, int replyLine, int replyLines) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: must lie between 1 and 65535");
        }
        if (maxHosts < 0 || replyLines < 0) {
            throw new IllegalArgumentException("max-hosts, reply-lines: must not be negative");
        }
        if (replyLine < 512) {
            throw new IllegalArgumentException("reply-line: must not be less than 512");
        }
    }
}
