package io.staffetta.spf;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;

import jakarta.inject.Inject;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;

/// Checks whether the client may send for the domain of the sender, and whether it may call itself
/// what it does. Both are checked and reported at MAIL, where it is known whether the client logged
/// in.
public final class SpfHook implements Hook.OnMail, Hook.OnMessage {

    private final SpfSettings settings;
    private final Dns dns;
    private final InstantSource clock;

    @Inject
    public SpfHook(SpfSettings settings, Dns dns, InstantSource clock) {
        this.settings = settings;
        this.dns = dns;
        this.clock = clock;
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
        var client = session.clientIp();
        if (client.isEmpty() || !isChecked(session, client.get())) {
            return Decision.NEXT;
        }
        var helo = helo(client.get(), session);
        var mail = mail(sender, helo, session);
        var ofMail = Evaluation.of(mail, settings.limits(), dns, clock);
        // With the null reverse-path both are the same question.
        var ofHelo =
                mail.equals(helo) ? ofMail : Evaluation.of(helo, settings.limits(), dns, clock);
        report(SpfIdentity.HELO, helo, ofHelo, session);
        report(SpfIdentity.MAILFROM, mail, ofMail, session);
        if (ofHelo.result() == SpfResult.FAIL && settings.heloFail() != SpfAction.NEXT) {
            return decide(settings.heloFail(), helo, ofHelo);
        }
        return decide(settings.about(ofMail.result()), mail, ofMail);
    }

    @Override
    public MessageDecision onMessage(Message message) {
        if (settings.receivedSpf()) {
            ReceivedSpf.of(message.transaction()).forEach(message::addHeader);
        }
        return message.transaction().findings().stream()
                .filter(SpfFindings::isOfSender)
                .filter(this::isHeld)
                .findFirst()
                .<MessageDecision>map(f -> new MessageDecision.Quarantine("SPF: " + f.detail()))
                .orElse(Decision.NEXT);
    }

    private boolean isChecked(Session session, InetAddress client) {
        return (session.identity().isEmpty() || settings.checkAuthenticated())
                && settings.exemptNetworks().stream()
                        .noneMatch(network -> network.contains(client));
    }

    private boolean isHeld(Finding finding) {
        return SpfFindings.result(finding)
                .map(settings::about)
                .filter(SpfAction.QUARANTINE::equals)
                .isPresent();
    }

    private Decision decide(SpfAction action, Question question, SpfOutcome outcome) {
        return switch (action) {
            case NEXT, QUARANTINE -> Decision.NEXT;
            case REFUSE -> refuse(true, question, outcome);
            case TEMPFAIL -> refuse(false, question, outcome);
        };
    }

    private Decision refuse(boolean permanent, Question question, SpfOutcome outcome) {
        var told = settings.explain().orElse(true) ? outcome : outcome.unexplained();
        return new Decision.Refuse(SpfReply.of(permanent, question, told, settings.help()));
    }

    private static Question helo(InetAddress client, Session session) {
        var name = session.greeting().map(Greeting::name).orElse("");
        return new Question(client, "postmaster", name, name, session.hostname());
    }

    private static Question mail(ReversePath sender, Question helo, Session session) {
        return switch (sender) {
            case ReversePath.Null() -> helo;
            case ReversePath.Sender(var mailbox) ->
                    new Question(
                            helo.client(),
                            mailbox.localPart(),
                            mailbox.domain().name(),
                            helo.helo(),
                            session.hostname());
        };
    }

    private static void report(
            SpfIdentity identity, Question question, SpfOutcome outcome, Session session) {
        session.report(
                new Finding(
                        SpfFindings.CHECK,
                        outcome.result().word(),
                        outcome.detail(),
                        Map.of(identity.property(), question.domain())));
    }
}
