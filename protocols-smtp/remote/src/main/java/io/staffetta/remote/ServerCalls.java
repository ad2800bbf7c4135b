package io.staffetta.remote;

import io.staffetta.remote.client.Opening;
import io.staffetta.remote.client.OpeningFailure;
import io.staffetta.remote.client.SmtpConversation;
import io.staffetta.remote.dns.Destination;
import io.staffetta.remote.dns.MailHost;
import io.staffetta.remote.net.Connected;
import io.staffetta.remote.net.Connector;
import io.staffetta.remote.net.ConversationKey;
import io.staffetta.remote.net.ConversationPool;
import io.staffetta.remote.net.ConversationPool.Lent;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Talks to servers over TCP: with a conversation of the pool, or with a new one.
final class ServerCalls implements Courier.Counter {

    private static final Logger log = LoggerFactory.getLogger(ServerCalls.class);

    private static final EnhancedStatus NO_ANSWER = new EnhancedStatus(4, 4, 1);
    private static final EnhancedStatus NO_POLICY = new EnhancedStatus(4, 7, 5);

    private final Demands demands;
    private final ConversationPool pool;
    private final Connector connector;
    private final RemoteMeters meters;
    private final TlsReports reports;

    ServerCalls(
            Demands demands,
            ConversationPool pool,
            Connector connector,
            RemoteMeters meters,
            TlsReports reports) {
        this.demands = demands;
        this.pool = pool;
        this.connector = connector;
        this.meters = meters;
        this.reports = reports;
    }

    @Override
    public Map<Integer, Outcome> send(Destination destination, MailHost host, Delivery delivery) {
        var nextHop = new NextHop(destination.host(), host.name(), host.port(), host.mx());
        Opening opening;
        try {
            opening = demands.opening(nextHop, delivery.envelope().parameters().requireTls());
        } catch (IOException e) {
            return Unreachable.all(
                    delivery, NO_POLICY, "TLS policy cannot be found: " + Unreachable.words(e));
        }
        var terms = opening.terms();
        if (terms.level() == Level.REFUSE) {
            return Unreachable.all(
                    delivery,
                    NO_POLICY,
                    "%s must not be used: %s".formatted(host.name(), terms.reason()));
        }
        var reused = sendAgain(host, opening, delivery);
        return reused.isPresent() ? reused.get() : sendAnew(host, opening, delivery);
    }

    /// Over a conversation of the pool; empty if there is none, or it broke before it had done
    /// anything.
    private Optional<Map<Integer, Outcome>> sendAgain(
            MailHost host, Opening opening, Delivery delivery) {
        for (var address : host.addresses()) {
            var lent = pool.take(ConversationKey.of(opening, address.getHostAddress()));
            if (lent.isPresent()) {
                meters.reused();
                var outcomes = send(lent.get(), delivery);
                if (!Unreachable.isAll(outcomes)) {
                    return Optional.of(outcomes);
                }
            }
        }
        return Optional.empty();
    }

    /// RFC 5321 §5.1: every address of a server is tried.
    private Map<Integer, Outcome> sendAnew(MailHost host, Opening opening, Delivery delivery) {
        var addresses = new ArrayList<>(addresses(host));
        var last = Unreachable.all(delivery, NO_ANSWER, host.name() + " has no address");
        while (!addresses.isEmpty()) {
            Connected connected;
            try {
                connected = connector.connect(addresses, opening.limits().connect());
            } catch (IOException e) {
                meters.opened("unreachable");
                return Unreachable.all(
                        delivery,
                        NO_ANSWER,
                        "cannot connect to %s: %s".formatted(host.name(), Unreachable.words(e)));
            }
            try {
                return send(converse(connected, opening), delivery);
            } catch (OpeningFailure e) {
                meters.opened("failed");
                reports.failed(connected, opening, e);
                if (e.clearWouldDo() && opening.terms().level() == Level.MAY) {
                    note(connected, e);
                    return sendAnew(at(host, connected), inClear(opening), delivery);
                }
                addresses.remove(connected.remote());
                last = Unreachable.all(delivery, Unreachable.outcome(host.name(), e));
            }
        }
        return last;
    }

    private Lent converse(Connected connected, Opening opening) throws OpeningFailure {
        var conversation = SmtpConversation.open(connected.socket(), opening);
        meters.opened(conversation.tls().isPresent() ? "tls" : "clear");
        reports.opened(connected, opening, conversation);
        var address = connected.remote().getAddress().getHostAddress();
        return new Lent(ConversationKey.of(opening, address), conversation, 0);
    }

    private Map<Integer, Outcome> send(Lent lent, Delivery delivery) {
        try {
            return lent.conversation().send(delivery);
        } finally {
            pool.giveBack(lent);
        }
    }

    private static Opening inClear(Opening opening) {
        return new Opening(
                opening.dialect(),
                opening.heloName(),
                opening.nextHop(),
                OutboundTerms.of("fallback", Level.NONE, "TLS failed and was not demanded"),
                false,
                Optional.empty(),
                opening.limits());
    }

    private static List<InetSocketAddress> addresses(MailHost host) {
        return host.addresses().stream()
                .map(address -> new InetSocketAddress(address, host.port()))
                .toList();
    }

    private static MailHost at(MailHost host, Connected connected) {
        return new MailHost(
                host.name(),
                host.port(),
                host.preference(),
                host.mx(),
                List.of(connected.remote().getAddress()));
    }

    private static void note(Connected connected, OpeningFailure e) {
        log.atWarn()
                .addKeyValue("address", connected.remote())
                .addKeyValue("error", e.getMessage())
                .log("TLS failed, trying in clear");
    }
}
