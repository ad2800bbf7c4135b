package io.staffetta.early;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.state.StateStore;

import jakarta.inject.Inject;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;

/// Lets the banner wait and sees whether the client does (RFC 5321 §4.3.1: it must). Clients that
/// waited once are remembered.
final class EarlyTalkerHook implements Hook.OnConnect {

    private static final String CHECK = "early-talker";

    /// Waits are counted in milliseconds.
    private static final Duration INACCURACY = Duration.ofMillis(2);

    private static final Reply REPLY =
            Reply.of(554, "5.5.1", "You talk before it is your turn; wait for the banner");

    private final EarlyTalkerSettings settings;
    private final KnownClients known;

    @Inject
    EarlyTalkerHook(EarlyTalkerSettings settings, StateStore state, InstantSource clock) {
        this.settings = settings;
        this.known = new KnownClients(state, clock, settings.remember(), settings.maxClients());
    }

    @Override
    public Decision onConnect(Session session) throws InterruptedException {
        var client = session.clientIp();
        // In TLS it is the client that talks first.
        if (client.isEmpty() || session.tls().isPresent() || isExempt(client.get(), session)) {
            return Decision.NEXT;
        }
        if (known.knows(client.get())) {
            session.report(Finding.of(CHECK, "known", "waited before"));
            return Decision.NEXT;
        }
        long start = System.nanoTime();
        if (!session.talksWithin(settings.greetWait())) {
            waited(client.get(), session, Duration.ofNanos(System.nanoTime() - start));
            return Decision.NEXT;
        }
        session.report(Finding.of(CHECK, "talked", "within " + settings.greetWait()));
        return switch (settings.action()) {
            case NEXT -> Decision.NEXT;
            case REFUSE -> new Decision.Refuse(REPLY);
            case DISCONNECT -> new Decision.Disconnect(REPLY);
        };
    }

    /// Who left before has not shown that it waits.
    private void waited(InetAddress client, Session session, Duration time) {
        boolean rehearsal = session.isRehearsal();
        boolean whole = rehearsal || time.plus(INACCURACY).compareTo(settings.greetWait()) >= 0;
        session.report(Finding.of(CHECK, whole ? "waited" : "left", ""));
        if (whole && !rehearsal) {
            known.add(client);
        }
    }

    private boolean isExempt(InetAddress client, Session session) {
        return settings.exemptNetworks().stream().anyMatch(network -> network.contains(client))
                || (settings.exemptDnswl().orElse(true)
                        && session.findings().stream().anyMatch(EarlyTalkerHook::isGood));
    }

    private static boolean isGood(Finding finding) {
        return finding.check().equals("dnswl") && finding.result().equals("listed");
    }
}
