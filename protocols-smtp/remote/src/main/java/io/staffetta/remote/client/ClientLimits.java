package io.staffetta.remote.client;

import java.time.Duration;

/// Time and size in a conversation; the times are those of RFC 5321 §4.5.3.2.
///
/// @param connect until the connection stands; default 30s
/// @param greeting until the 220; default 5m
/// @param helo until the reply to EHLO, HELO or LHLO; default 5m
/// @param startTls until the reply to STARTTLS; default 2m
/// @param handshake for a TLS handshake; default 1m
/// @param auth until each reply to AUTH; default 2m
/// @param mail until the reply to MAIL; default 5m
/// @param rcpt until the reply to RCPT; default 5m
/// @param dataStart until the 354; default 2m
/// @param dataBlock until the server has taken the next octets of content; default 3m
/// @param dataEnd until the reply to the content; default 10m
/// @param rset until the reply to RSET; default 20s
/// @param quit until the reply to QUIT; default 5s
/// @param replyLine octets of a reply line; default 2048
/// @param replyLines lines of a reply; default 100
public record ClientLimits(
        Duration connect,
        Duration greeting,
        Duration helo,
        Duration startTls,
        Duration handshake,
        Duration auth,
        Duration mail,
        Duration rcpt,
        Duration dataStart,
        Duration dataBlock,
        Duration dataEnd,
        Duration rset,
        Duration quit,
        int replyLine,
        int replyLines) {

    /// The times of the RFC.
    public static final ClientLimits DEFAULTS =
            new ClientLimits(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    2048,
                    100);
}
