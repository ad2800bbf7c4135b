package io.staffetta.greylist;

import io.staffetta.spi.Network;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.state.StateStore;

import jakarta.inject.Inject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Puts off mail of a client, sender and recipient that have not been seen together before, once
/// (RFC 6647): who queues his mail comes back.
public final class Greylist implements Hook.OnRcpt, Hook.OnData {

    private static final Logger log = LoggerFactory.getLogger(Greylist.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final Judgement UNAVAILABLE =
            new Judgement("temperror", "the state store cannot tell", Duration.ZERO);

    private final GreylistSettings settings;
    private final InstantSource clock;
    private final Exemptions exemptions;
    private final Triplets triplets;
    private final GoodNetworks networks;
    private final AtomicReference<Instant> warned = new AtomicReference<>(Instant.EPOCH);

    /// @param settings its section of the configuration
    /// @param state what remembers
    /// @param directory who is here at all
    /// @param clock the time
    @Inject
    public Greylist(
            GreylistSettings settings, StateStore state, Directory directory, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.exemptions = new Exemptions(settings, directory);
        this.triplets = new Triplets(settings, state);
        this.networks = new GoodNetworks(settings, state);
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction) {
        return settings.phase() == GreylistSettings.Phase.RCPT
                ? decide(List.of(recipient), transaction)
                : Decision.NEXT;
    }

    @Override
    public Decision onData(Transaction transaction) {
        return settings.phase() == GreylistSettings.Phase.DATA
                ? decide(
                        transaction.recipients().stream().map(Recipient::original).toList(),
                        transaction)
                : Decision.NEXT;
    }

    /// The one that has to wait longest decides for all.
    private Decision decide(List<Mailbox> recipients, Transaction transaction) {
        var longest =
                recipients.stream()
                        .map(recipient -> judge(recipient, transaction))
                        .reduce((one, other) ->
                                one.delay().compareTo(other.delay()) >= 0 ? one : other);
        if (longest.isEmpty()) {
            return Decision.NEXT;
        }
        var judgement = longest.get();
        transaction.report(Finding.of("greylist", judgement.result(), judgement.detail()));
        if (judgement.isDelayed()) {
            var seconds = Long.toString(judgement.delay().plusMillis(999).toSeconds());
            return Decision.refuse(451, "4.7.1", settings.text().replace("{seconds}", seconds));
        }
        boolean unsure =
                judgement.equals(UNAVAILABLE)
                        && settings.onUnavailable() == GreylistSettings.OnUnavailable.TEMPFAIL;
        return unsure
                ? Decision.refuse(451, "4.3.0", "Cannot tell who was greylisted, try again later")
                : Decision.NEXT;
    }

    private Judgement judge(Mailbox recipient, Transaction transaction) {
        var client = transaction.session().clientIp();
        if (client.isEmpty()) {
            return Judgement.skipped("local", "");
        }
        return exemptions
                .of(client.get(), recipient, transaction)
                .orElseGet(() -> remembered(client.get(), recipient, transaction));
    }

    private Judgement remembered(InetAddress client, Mailbox recipient, Transaction transaction) {
        boolean rehearsal = transaction.session().isRehearsal();
        boolean fold = settings.foldSender().orElse(true);
        var network =
                Network.of(
                        client,
                        client instanceof Inet4Address
                                ? settings.ipv4Prefix()
                                : settings.ipv6Prefix());
        var sender = FoldedSender.of(transaction.reversePath(), fold);
        var now = clock.instant();
        try {
            var good = networks.find(network);
            boolean known = networks.isEnough(good);
            var judgement =
                    known
                            ? new Judgement("auto-allowed", network.toString(), Duration.ZERO)
                            : triplets.judge(
                                    new Triplet(network, sender, recipient).key(), now, rehearsal);
            if (!judgement.isDelayed() && !rehearsal) {
                networks.succeeded(network, good, now);
            }
            return judgement;
        } catch (UncheckedIOException e) {
            warn(e, now);
            return UNAVAILABLE;
        }
    }

    /// Once a minute: it concerns every recipient.
    private void warn(UncheckedIOException e, Instant now) {
        var last = warned.get();
        if (now.isAfter(last.plus(QUIET)) && warned.compareAndSet(last, now)) {
            log.atWarn()
                    .addKeyValue("on-unavailable", settings.onUnavailable())
                    .addKeyValue("error", e.getMessage())
                    .log("greylist cannot ask the state store");
        }
    }
}
