package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.TlsOutcome.Result;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Brings a connection to the point where mail can be sent: greeting, EHLO, TLS, AUTH.
final class Opener {

    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);

    private final Link link;
    private final Opening opening;
    private final ClientLimits limits;
    private final ReplyReader replies;
    private final boolean lmtp;
    private Capabilities capabilities = Capabilities.NONE;
    private Optional<String> tls = Optional.empty();
    private Optional<TlsFlaw> flaw = Optional.empty();

    /// Whether the server waits for a command, and would understand one.
    private boolean listening;

    Opener(Link link, Opening opening) {
        this.link = link;
        this.opening = opening;
        this.limits = opening.limits();
        this.replies = new ReplyReader(link, limits);
        this.lmtp = opening.dialect() == Opening.Dialect.LMTP;
    }

    /// Does all of it; the caller closes the link if that fails.
    Peer open() throws OpeningFailure {
        var terms = opening.terms();
        if (terms.level() == Level.REFUSE) {
            throw failure(new EnhancedStatus(4, 7, 0), terms.reason());
        }
        try {
            if (opening.implicitTls()) {
                secure();
            }
            greeting();
            hello();
            if (tls.isEmpty() && terms.level() != Level.NONE) {
                startTls();
            }
            var peer = new Peer(link, replies, opening, capabilities, tls, flaw);
            if (opening.credentials().isPresent()) {
                new Login(peer, opening.credentials().get()).perform();
            }
            return peer;
        } catch (PeerLost e) {
            throw new OpeningFailure(e.status(), e.reason(), e.isSaid(), false);
        } catch (OpeningFailure e) {
            takeLeave();
            throw e;
        }
    }

    /// RFC 5321 §4.1.1.10: whatever the reason, a client that goes says QUIT.
    private void takeLeave() {
        if (listening) {
            try {
                command("QUIT", "QUIT", limits.quit());
            } catch (PeerLost e) {
                // Nobody is left to take leave of.
            }
        }
    }

    private void greeting() throws PeerLost, OpeningFailure {
        var greeting = replies.read("the greeting", limits.greeting());
        listening = !greeting.isLeaving();
        if (greeting.code() != 220) {
            throw refused(greeting);
        }
    }

    private void hello() throws PeerLost, OpeningFailure {
        capabilities = Capabilities.NONE;
        var reply = say(lmtp ? "LHLO" : "EHLO");
        if (reply.code() == 250) {
            capabilities = Capabilities.of(reply);
            return;
        }
        if (!lmtp && reply.isPermanent() && reply.code() != 521) {
            reply = say("HELO");
        }
        if (reply.code() != 250) {
            throw refused(reply);
        }
    }

    private PeerReply say(String verb) throws PeerLost {
        return command(verb + " " + opening.heloName(), verb, limits.helo());
    }

    private PeerReply command(String line, String verb, Duration limit) throws PeerLost {
        var reply =
                new Peer(link, replies, opening, capabilities, tls, flaw).ask(line, verb, limit);
        listening = !reply.isLeaving();
        return reply;
    }

    private void startTls() throws PeerLost, OpeningFailure {
        boolean may = opening.terms().level() == Level.MAY;
        if (!capabilities.offers("STARTTLS") || !(link.wire() instanceof TcpWire)) {
            if (may) {
                unsupported("STARTTLS is not offered");
                return;
            }
            throw new OpeningFailure(
                    new EnhancedStatus(4, 7, 4),
                    new TlsFlaw(
                            Result.STARTTLS_NOT_SUPPORTED, "STARTTLS is demanded and not offered"),
                    false);
        }
        var reply = command("STARTTLS", "STARTTLS", limits.startTls());
        if (reply.isLeaving()) {
            throw refused(reply);
        }
        if (reply.code() != 220) {
            if (may) {
                unsupported(reply.text());
                return;
            }
            throw OpeningFailure.startTlsRefused(reply.text());
        }
        listening = false;
        discard();
        secure();
        hello();
    }

    private void unsupported(String detail) {
        flaw = Optional.of(new TlsFlaw(Result.STARTTLS_NOT_SUPPORTED, Words.safe(detail)));
    }

    /// What came after the 220 came from somebody in between: it must not be read as a reply.
    private void discard() throws OpeningFailure {
        try {
            if (link.discard()) {
                LOG.atWarn()
                        .addKeyValue("host", opening.nextHop().host())
                        .log("plaintext after the reply to STARTTLS was discarded");
            }
        } catch (IOException e) {
            throw failure(new EnhancedStatus(4, 4, 2), "connection lost during STARTTLS");
        }
    }

    private void secure() throws OpeningFailure {
        if (!(link.wire() instanceof TcpWire wire)) {
            throw failure(new EnhancedStatus(4, 3, 5), "TLS is not spoken over a UNIX socket");
        }
        capabilities = Capabilities.NONE;
        listening = false;
        var secured = new TlsUpgrade(opening).perform(link, wire);
        tls = Optional.of(secured.description());
        flaw = secured.flaw();
    }

    /// The reply's own class need not be that of a failure.
    private static OpeningFailure refused(PeerReply reply) {
        var status = reply.status();
        return new OpeningFailure(
                status.statusClass() == 2 ? new EnhancedStatus(4, 5, 0) : status,
                reply.text(),
                true,
                false);
    }

    private static OpeningFailure failure(EnhancedStatus status, String message) {
        return new OpeningFailure(status, message, false, false);
    }
}
