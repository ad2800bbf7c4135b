package io.staffetta.fcrdns;

import io.staffetta.fcrdns.FcrdnsSettings.Action;
import io.staffetta.fcrdns.FcrdnsSettings.When;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;

import jakarta.inject.Inject;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Looks up the name of a client and whether it leads back to its address.
final class FcrdnsHook implements Hook.OnConnect, Hook.OnRcpt {

    /// The confirmed name of the client, in lower case; for every hook behind this one.
    static final Attribute.OfSession<String> HOSTNAME =
            new Attribute.OfSession<>("client.hostname", String.class);

    private static final String CHECK = "iprev";
    private static final Set<String> CONTACTS = Set.of("postmaster", "abuse");

    private final FcrdnsSettings settings;
    private final Dns dns;

    @Inject
    FcrdnsHook(FcrdnsSettings settings, Dns dns) {
        this.settings = settings;
        this.dns = dns;
    }

    @Override
    public Decision onConnect(Session session) {
        var client = session.clientIp();
        if (client.isEmpty()) {
            return Decision.NEXT;
        }
        var names = new Names(dns.within(settings.timeLimit()), settings.maxNames());
        var result = names.of(client.get());
        if (result instanceof Names.Result.Confirmed(var name)) {
            session.put(HOSTNAME, name);
        }
        session.report(finding(client.get(), result));
        return settings.phase() == When.CONNECT ? judge(session) : Decision.NEXT;
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction) {
        var local = recipient.localPart().toLowerCase(Locale.ROOT);
        boolean exempt = settings.exemptPostmaster().orElse(true) && CONTACTS.contains(local);
        return exempt ? Decision.NEXT : judge(transaction.session());
    }

    private static Finding finding(InetAddress client, Names.Result result) {
        var word =
                switch (result) {
                    case Names.Result.Confirmed _ -> "pass";
                    case Names.Result.Unconfirmed _ -> "fail";
                    case Names.Result.NoName _ -> "permerror";
                    case Names.Result.Unknown _ -> "temperror";
                };
        var detail =
                switch (result) {
                    case Names.Result.Confirmed(var name) -> name;
                    case Names.Result.Unconfirmed(var names) -> String.join(", ", names);
                    case Names.Result.NoName _ -> "no name";
                    case Names.Result.Unknown(var reason) -> reason;
                };
        return new Finding(CHECK, word, detail, Map.of("policy.iprev", client.getHostAddress()));
    }

    /// By the finding, so that one lookup is enough for the whole session.
    private Decision judge(Session session) {
        var client = session.clientIp();
        if (client.isEmpty()
                || (session.identity().isPresent() && !settings.checkAuthenticated())
                || settings.exemptNetworks().stream()
                        .anyMatch(network -> network.contains(client.get()))) {
            return Decision.NEXT;
        }
        var result =
                session.findings().stream()
                        .filter(finding -> finding.check().equals(CHECK))
                        .map(Finding::result)
                        .findFirst()
                        .orElse("");
        var who = "[" + client.get().getHostAddress() + "]";
        return switch (result) {
            case "fail" ->
                    decide(
                            settings.unconfirmed(),
                            "The name of your address " + who + " does not lead back to it");
            case "permerror" ->
                    decide(settings.noName(), "Your address " + who + " has no name in the DNS");
            case "temperror" ->
                    decide(settings.temperror(), "Cannot find the name of your address " + who);
            default -> judgeName(session, client.get());
        };
    }

    private Decision judgeName(Session session, InetAddress client) {
        var name = session.get(HOSTNAME);
        return name.isPresent() && GenericName.is(name.get(), client)
                ? decide(
                        settings.generic(),
                        "Your name %s looks like a dial-up line, use your provider's mail server"
                                .formatted(name.get()))
                : Decision.NEXT;
    }

    /// RFC 7372 §3.3.
    private Decision decide(Action action, String text) {
        boolean connect = settings.phase() == When.CONNECT;
        return switch (action) {
            case NEXT -> Decision.NEXT;
            case TEMPFAIL -> Decision.refuse(connect ? 421 : 450, "4.7.25", text);
            case REFUSE -> Decision.refuse(connect ? 554 : 550, "5.7.25", text);
        };
    }
}
