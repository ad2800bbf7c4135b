package io.staffetta.remote;

import io.staffetta.remote.client.ClientLimits;

import java.time.Duration;
import java.util.Objects;

/// Settings `timeouts` of a transport: how long each step of a conversation may take, by default as
/// RFC 5321 §4.5.3.2 says. Each covers the whole step, not only the wait for the next octet.
///
/// @param connect until a connection stands; default 30s
/// @param greeting until the greeting; default 5m
/// @param helo until the reply to EHLO, HELO or LHLO; default 5m
/// @param startTls until the reply to STARTTLS; default 2m
/// @param handshake for a TLS handshake; default 1m
/// @param auth until each reply while logging in; default 2m
/// @param mail until the reply to MAIL; default 5m
/// @param rcpt until the reply to RCPT; default 5m
/// @param dataStart until the reply to DATA; default 2m
/// @param dataBlock until the server has taken the next block of content; default 3m
/// @param dataEnd until the reply to the content; default 10m
/// @param rset until the reply to RSET; default 20s
/// @param quit until the reply to QUIT; default 5s
public record Timeouts(
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
        Duration quit) {

    private static final ClientLimits RFC = ClientLimits.DEFAULTS;

    /// Those of the RFC.
    static final Timeouts DEFAULTS =
            new Timeouts(
                    RFC.connect(),
                    RFC.greeting(),
                    RFC.helo(),
                    RFC.startTls(),
                    RFC.handshake(),
                    RFC.auth(),
                    RFC.mail(),
                    RFC.rcpt(),
                    RFC.dataStart(),
                    RFC.dataBlock(),
                    RFC.dataEnd(),
                    RFC.rset(),
                    RFC.quit());

    public Timeouts {
        connect = positive("connect", connect, RFC.connect());
        greeting = positive("greeting", greeting, RFC.greeting());
        helo = positive("helo", helo, RFC.helo());
        startTls = positive("start-tls", startTls, RFC.startTls());
        handshake = positive("handshake", handshake, RFC.handshake());
        auth = positive("auth", auth, RFC.auth());
        mail = positive("mail", mail, RFC.mail());
        rcpt = positive("rcpt", rcpt, RFC.rcpt());
        dataStart = positive("data-start", dataStart, RFC.dataStart());
        dataBlock = positive("data-block", dataBlock, RFC.dataBlock());
        dataEnd = positive("data-end", dataEnd, RFC.dataEnd());
        rset = positive("rset", rset, RFC.rset());
        quit = positive("quit", quit, RFC.quit());
    }

    /// @param replyLine octets of a reply line
    /// @param replyLines lines of a reply
    ClientLimits limits(int replyLine, int replyLines) {
        return new ClientLimits(
                connect,
                greeting,
                helo,
                startTls,
                handshake,
                auth,
                mail,
                rcpt,
                dataStart,
                dataBlock,
                dataEnd,
                rset,
                quit,
                replyLine,
                replyLines);
    }

    static Duration positive(String name, Duration value, Duration fallback) {
        var duration = Objects.requireNonNullElse(value, fallback);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + ": must be more than zero");
        }
        return duration;
    }
}
