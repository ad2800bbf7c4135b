package io.staffetta.milter;

import io.staffetta.milter.wire.Endpoint;
import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// Settings of the hook `milter`.
///
/// @param endpoints where the filter listens: `inet:host:port`, `inet:port@host`, `unix:/path`; the
///   first that answers is used
/// @param name what it is called in findings and logs; default the first endpoint
/// @param protocol highest version of the protocol, 2 to 6; default 6
/// @param defaultAction what happens while it cannot be asked; default `shutdown`
/// @param connectTimeout for connecting, per session; default 30 s
/// @param commandTimeout for an answer before there is content; default 30 s
/// @param contentTimeout for an answer about content; default 300 s
/// @param totalTimeout for all that one command of the client causes; default 8 m
/// @param skipAuthenticated whether mail of authenticated clients is not shown to it
/// @param exemptNetworks clients it is not asked about
/// @param maxMessageSize octets of the largest message it is shown; default all
/// @param tooLarge what happens to larger ones; default `reject`
/// @param maxReplacedBody octets of the largest body it may give back; default 100 MiB
/// @param maxEdits octets of all its other edits of a message; default 1 MiB
/// @param maxPacket octets it may say at once; default 1 MiB
/// @param maxConnections connections to it at a time; default 10,000
/// @param macros what it is told
public record MilterSettings(
        List<String> endpoints,
        String name,
        int protocol,
        DefaultAction defaultAction,
        Duration connectTimeout,
        Duration commandTimeout,
        Duration contentTimeout,
        Duration totalTimeout,
        boolean skipAuthenticated,
        List<Network> exemptNetworks,
        long maxMessageSize,
        TooLarge tooLarge,
        long maxReplacedBody,
        int maxEdits,
        int maxPacket,
        int maxConnections,
        MacroLists macros) {

    public MilterSettings {
        endpoints = endpoints == null ? List.of() : List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException(
                    "endpoint is missing: where does the filter listen?");
        }
        endpoints.forEach(Endpoint::parse);
        name = Objects.requireNonNullElse(name, endpoints.getFirst());
        protocol = protocol == 0 ? 6 : protocol;
        if (protocol < 2 || protocol > 6) {
            throw new IllegalArgumentException("protocol must lie between 2 and 6");
        }
        defaultAction = Objects.requireNonNullElse(defaultAction, DefaultAction.SHUTDOWN);
        connectTimeout = positive("connect-timeout", connectTimeout, Duration.ofSeconds(30));
        commandTimeout = positive("command-timeout", commandTimeout, Duration.ofSeconds(30));
        contentTimeout = positive("content-timeout", contentTimeout, Duration.ofMinutes(5));
        totalTimeout = positive("total-timeout", totalTimeout, Duration.ofMinutes(8));
        exemptNetworks = exemptNetworks == null ? List.of() : List.copyOf(exemptNetworks);
        maxMessageSize = positive("max-message-size", maxMessageSize, Long.MAX_VALUE);
        tooLarge = Objects.requireNonNullElse(tooLarge, TooLarge.REJECT);
        maxReplacedBody = positive("max-replaced-body", maxReplacedBody, 100L << 20);
        maxEdits = (int) positive("max-edits", maxEdits, 1 << 20);
        maxPacket = (int) positive("max-packet", maxPacket, 1 << 20);
        maxConnections = (int) positive("max-connections", maxConnections, 10_000);
        macros = Objects.requireNonNullElse(macros, MacroLists.DEFAULTS);
    }

    List<Endpoint> parsedEndpoints() {
        return endpoints.stream().map(Endpoint::parse).toList();
    }

    private static Duration positive(String setting, Duration value, Duration otherwise) {
        var duration = Objects.requireNonNullElse(value, otherwise);
        if (duration.isZero() || duration.isNegative() || duration.toDays() > 1) {
            throw new IllegalArgumentException(setting + " must be more than 0s, at most 1d");
        }
        return duration;
    }

    private static long positive(String setting, long value, long otherwise) {
        if (value < 0) {
            throw new IllegalArgumentException(setting + " must not be negative");
        }
        return value == 0 ? otherwise : value;
    }
}
