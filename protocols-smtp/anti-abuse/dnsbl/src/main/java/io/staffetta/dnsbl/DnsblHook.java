package io.staffetta.dnsbl;

import static io.staffetta.dnsbl.DnsblSettings.reaches;

import io.staffetta.dnsbl.DnsblSettings.Action;
import io.staffetta.dnsbl.DnsblSettings.When;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;

import jakarta.inject.Inject;

/// Asks lists of the DNS about a client and the names it goes by, and refuses, holds or marks its
/// mail by the sum of their weights. A list that does not answer counts for nothing.
final class DnsblHook implements Hook.OnConnect, Hook.OnMail, Hook.OnRcpt, Hook.OnMessage {

    private static final String FIELD = "X-DNSBL";

    private final DnsblSettings settings;
    private final Subjects subjects;
    private final Inquiry inquiry;
    private final Exemptions exemptions;

    @Inject
    DnsblHook(DnsblSettings settings, Dns dns, Meters meters) {
        this.settings = settings;
        this.subjects = new Subjects(settings.lists().stream().map(DnsList::of).toList());
        this.inquiry = new Inquiry(dns, meters);
        this.exemptions =
                new Exemptions(settings.exemptNetworks(), settings.exemptPostmaster().orElse(true));
    }

    @Override
    public Decision onConnect(Session session) {
        if (!concerns(session)) {
            return Decision.NEXT;
        }
        var questions = subjects.ofClient(session.clientIp().orElseThrow());
        if (questions.isEmpty()) {
            return Decision.NEXT;
        }
        var score = inquiry.ask(questions, settings.timeLimit(), !session.isRehearsal());
        Reports.of(score).forEach(session::report);
        session.put(Standing.ATTRIBUTE, Standing.of(session).withClient(this, score));
        return settings.phase() == When.CONNECT ? judge(score, 554) : Decision.NEXT;
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
        if (!concerns(session)) {
            return Decision.NEXT;
        }
        var questions = subjects.ofNames(session, sender);
        var score = Score.NONE;
        if (!questions.isEmpty()) {
            score = inquiry.ask(questions, settings.timeLimit(), !session.isRehearsal());
            Reports.of(score).forEach(session::report);
        }
        session.put(Standing.ATTRIBUTE, Standing.of(session).withSender(this, score));
        return Decision.NEXT;
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction) {
        var session = transaction.session();
        return concerns(session) && !exemptions.includes(recipient)
                ? judge(Standing.of(session).score(this), 550)
                : Decision.NEXT;
    }

    @Override
    public MessageDecision onMessage(Message message) {
        var session = message.transaction().session();
        if (!concerns(session)) {
            return Decision.NEXT;
        }
        // Only we say so; what others wrote under this name is none of ours.
        if (settings.markAt() > 0) {
            message.removeHeaders(FIELD);
        }
        var score = Standing.of(session).score(this);
        if (reaches(score.points(), settings.markAt())) {
            message.addHeader(Header.of(FIELD, Reports.folded(score)));
        }
        boolean exempt =
                message.transaction().recipients().stream()
                        .allMatch(recipient -> exemptions.includes(recipient.original()));
        return reaches(score.points(), settings.quarantineAt()) && !exempt
                ? new MessageDecision.Quarantine(score.detail())
                : Decision.NEXT;
    }

    private boolean concerns(Session session) {
        return (settings.checkAuthenticated() || session.identity().isEmpty())
                && session.clientIp().filter(client -> !exemptions.includes(client)).isPresent();
    }

    private Decision judge(Score score, int code) {
        var worst = score.worst();
        if (worst.isEmpty() || !reaches(score.points(), settings.refuseAt().orElse(1))) {
            return Decision.NEXT;
        }
        var text = text(worst.get());
        return settings.action() == Action.REFUSE
                ? Decision.refuse(code, "5.7.1", text)
                : Decision.refuse(code == 554 ? 421 : 450, "4.7.1", text);
    }

    private String text(Listing listing) {
        var list = listing.list();
        var text = list.of().title() + " " + listing.subject() + " is listed by " + list.name();
        var reason =
                settings.quoteReason().orElse(true)
                        ? inquiry.reason(listing, settings.timeLimit())
                        : "";
        text += reason.isEmpty() ? "" : ": " + reason;
        return settings.help().isEmpty() ? text : text + "; " + settings.help();
    }
}
