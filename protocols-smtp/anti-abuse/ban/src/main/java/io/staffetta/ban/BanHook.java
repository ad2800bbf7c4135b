package io.staffetta.ban;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.host.BanList;
import io.staffetta.spi.host.BanList.Ban;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.state.StateStore;

import jakarta.inject.Inject;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Turns banned clients away, and bans those that fail too often: at each step it looks at what a
/// client did wrong since the last one, and at the end of its session at what is left.
public final class BanHook
        implements Hook.OnConnect,
                Hook.OnAuth,
                Hook.OnMail,
                Hook.OnRcpt,
                Hook.OnUnknown,
                Hook.OnDisconnect {

    private final BanSettings settings;
    private final BanList bans;
    private final Docket docket;

    /// What has been counted already, by session.
    private final Map<String, Tally> counted = new ConcurrentHashMap<>();

    @Inject
    public BanHook(BanSettings settings, BanList bans, StateStore store, InstantSource clock) {
        this.settings = settings;
        this.bans = bans;
        this.docket = new Docket(settings, store, bans, clock);
    }

    @Override
    public Decision onConnect(Session session) {
        var ban = session.clientIp().flatMap(bans::find);
        ban.ifPresent(one -> session.report(Finding.of("ban", "banned", one.reason())));
        return ban.map(this::turnAway).orElse(Decision.NEXT);
    }

    @Override
    public Decision onAuth(Optional<Identity> identity, String mechanism, Session session) {
        return judge(session);
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
        return judge(session);
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction) {
        return judge(transaction.session());
    }

    @Override
    public Decision onUnknown(String line, Session session) {
        return judge(session);
    }

    @Override
    public void onDisconnect(DisconnectReason reason, Session session) {
        try {
            judge(session);
        } finally {
            counted.remove(session.id());
        }
    }

    private Decision judge(Session session) {
        if (session.clientIp().isEmpty() || session.isRehearsal()) {
            return Decision.NEXT;
        }
        var now = session.tally();
        var before = counted.put(session.id(), now);
        var more = since(now, before == null ? Tally.NONE : before);
        boolean counts = settings.countAuthenticated() || session.identity().isEmpty();
        if (!counts || more.equals(Tally.NONE)) {
            return Decision.NEXT;
        }
        var ban = docket.add(session.clientIp().get(), more);
        ban.ifPresent(one -> session.report(Finding.of("ban", "earned", one.reason())));
        return ban.map(this::turnAway).orElse(Decision.NEXT);
    }

    private Decision turnAway(Ban ban) {
        var until = ban.until().truncatedTo(ChronoUnit.SECONDS);
        var text = "Too many errors from %s, banned until %s".formatted(ban.network(), until);
        return new Decision.Disconnect(
                switch (settings.reply()) {
                    case TEMPFAIL -> Reply.of(421, "4.7.0", text);
                    case REFUSE -> Reply.of(554, "5.7.1", text);
                });
    }

    private static Tally since(Tally now, Tally before) {
        return new Tally(
                now.failedLogins() - before.failedLogins(),
                now.unknownRecipients() - before.unknownRecipients(),
                now.relayAttempts() - before.relayAttempts(),
                now.protocolErrors() - before.protocolErrors(),
                0);
    }
}
