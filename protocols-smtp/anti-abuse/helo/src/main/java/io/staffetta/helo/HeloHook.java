package io.staffetta.helo;

import io.staffetta.helo.Examination.Result;
import io.staffetta.helo.HeloSettings.Action;
import io.staffetta.helo.HeloSettings.When;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Keywords;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;

import jakarta.inject.Inject;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Examines what a client calls itself.
final class HeloHook implements Hook.OnHelo, Hook.OnRcpt {

    private static final Set<String> CONTACTS = Set.of("postmaster", "abuse");

    private final HeloSettings settings;
    private final Examination examination;

    @Inject
    HeloHook(HeloSettings settings, Directory directory, Dns dns) {
        this.settings = settings;
        var lookup =
                settings.lookUp().orElse(true)
                        ? Optional.of(new NameLookup(dns, settings.timeLimit()))
                        : Optional.<NameLookup>empty();
        this.examination = new Examination(directory, lookup);
    }

    @Override
    public Decision onHelo(Greeting greeting, Keywords keywords, Session session) {
        var client = client(session);
        if (client.isEmpty()) {
            return Decision.NEXT;
        }
        var result = examination.examine(greeting.name(), client.get(), session);
        session.report(finding(greeting.name(), result));
        session.put(Problems.ATTRIBUTE, Problems.of(session).with(this, result.problems()));
        return settings.phase() == When.HELO
                ? judge(greeting, result.problems(), session)
                : Decision.NEXT;
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction) {
        var session = transaction.session();
        var local = recipient.localPart().toLowerCase(Locale.ROOT);
        boolean exempt = settings.exemptPostmaster().orElse(true) && CONTACTS.contains(local);
        return exempt
                ? Decision.NEXT
                : session.greeting()
                        .map(said -> judge(said, Problems.of(session).found(this), session))
                        .orElse(Decision.NEXT);
    }

    private Finding finding(String name, Result result) {
        if (result.problems().isEmpty()) {
            return Finding.of("helo", result.unsure() ? "temperror" : "ok", name);
        }
        var labels =
                result.problems().stream().map(Problem::label).collect(Collectors.joining(","));
        return new Finding(
                "helo",
                worst(result.problems()).orElse(result.problems().getFirst()).label(),
                name,
                Map.of("helo.problems", labels));
    }

    /// The client, if it is to be examined.
    private Optional<InetAddress> client(Session session) {
        return session.clientIp()
                .filter(client ->
                        settings.exemptNetworks().stream()
                                .noneMatch(network -> network.contains(client)));
    }

    private Decision judge(Greeting greeting, List<Problem> problems, Session session) {
        boolean trusted = session.identity().isPresent() && !settings.checkAuthenticated();
        return trusted
                ? Decision.NEXT
                : worst(problems).map(problem -> refusal(greeting, problem)).orElse(Decision.NEXT);
    }

    /// The first one that is to be refused for good; if there is none, for now.
    private Optional<Problem> worst(List<Problem> problems) {
        return with(Action.REFUSE, problems).or(() -> with(Action.TEMPFAIL, problems));
    }

    private Optional<Problem> with(Action action, List<Problem> problems) {
        return problems.stream().filter(problem -> settings.action(problem) == action).findFirst();
    }

    private Decision refusal(Greeting greeting, Problem problem) {
        var name = greeting.name();
        var shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        var text = "%s: %s %s".formatted(greeting.verb(), shown, problem.text());
        return settings.action(problem) == Action.REFUSE
                ? Decision.refuse(550, "5." + problem.status(), text)
                : Decision.refuse(450, "4." + problem.status(), text);
    }
}
