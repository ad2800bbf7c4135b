package io.staffetta.dmarc;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Header;

import jakarta.inject.Inject;

import java.util.Optional;

/// Does with a message what the owner of its author's domain wants (RFC 9989), unless the operator
/// wants something else. Reads the findings of `spf` and `dkim`, which have to stand before it.
public final class DmarcHook implements Hook.OnMessage {

    private final DmarcSettings settings;
    private final Dns dns;

    @Inject
    DmarcHook(DmarcSettings settings, Dns dns) {
        this.settings = settings;
        this.dns = dns;
    }

    @Override
    public MessageDecision onMessage(Message message) {
        var transaction = message.transaction();
        if (isOurs(transaction.session())) {
            return Decision.NEXT;
        }
        if (settings.marks()) {
            message.removeHeaders(settings.markHeader());
        }
        var identifiers = Identifiers.of(transaction);
        var result = evaluate(message, identifiers);
        var excuse =
                result.is("fail") ? excuse(transaction.session(), identifiers) : Optional.empty();
        transaction.report(result.finding(excuse.map(why -> "; excused: " + why).orElse("")));
        return excuse.isPresent() ? Decision.NEXT : decide(result, identifiers, message);
    }

    /// Users and programs of this machine are not the strangers that DMARC is about.
    private boolean isOurs(Session session) {
        return session.clientIp().isEmpty()
                || (session.identity().isPresent() && !settings.checkAuthenticated());
    }

    private Result evaluate(Message message, Identifiers identifiers) {
        return switch (Author.of(message.receivedHeaders())) {
            case Author.Unclear(var why) ->
                    new Result("permerror", Optional.empty(), Optional.empty(), why);
            case Author.Known(var domain) ->
                    new Evaluation(
                                    dns.within(settings.timeout()),
                                    domain,
                                    identifiers,
                                    settings.maxIdentifiers())
                            .result();
        };
    }

    /// Why a failure has no consequences.
    private Optional<String> excuse(Session session, Identifiers identifiers) {
        if (session.clientIp().stream()
                .anyMatch(ip ->
                        settings.forwarders().stream().anyMatch(network -> network.contains(ip)))) {
            return Optional.of("the client forwards mail of others");
        }
        var signers = identifiers.dkim("pass");
        return settings.trustedSigners().stream()
                .filter(signer -> signers.contains(signer.name()))
                .map(signer -> "it is signed by " + signer)
                .findFirst();
    }

    private MessageDecision decide(Result result, Identifiers identifiers, Message message) {
        return switch (result.name()) {
            case "temperror" ->
                    defers(result, identifiers)
                            ? Decision.refuse(
                                    451,
                                    "4.4.3",
                                    "DMARC of %s cannot be checked now, try again later"
                                            .formatted(result.author().orElse("the author")))
                            : Decision.NEXT;
            case "permerror" ->
                    result.author().isPresent()
                            ? Decision.NEXT
                            : treat(
                                    settings.onInvalidFrom(),
                                    message,
                                    "DMARC needs one author's domain: " + result.detail());
            case "fail" -> failed(result, message);
            default -> Decision.NEXT;
        };
    }

    private boolean defers(Result result, Identifiers identifiers) {
        return switch (settings.onTemperror()) {
            case NEXT -> false;
            case TEMPFAIL -> true;
            // A chain without the hooks this one reads would put such mail off for ever.
            case ENFORCED ->
                    identifiers.unchecked().isEmpty()
                            && result.policy().filter(policy -> policy != Policy.NONE).isPresent();
        };
    }

    private MessageDecision failed(Result result, Message message) {
        var domain = result.author().orElse("");
        return switch (result.policy().orElse(Policy.NONE)) {
            case NONE -> Decision.NEXT;
            case QUARANTINE ->
                    treat(
                            settings.onQuarantine(),
                            message,
                            "DMARC policy of %s is to quarantine: %s"
                                    .formatted(domain, result.detail()));
            case REJECT ->
                    treat(
                            settings.onReject(),
                            message,
                            "Rejected per DMARC policy of %s: %s"
                                    .formatted(domain, result.detail()));
        };
    }

    private MessageDecision treat(Treatment treatment, Message message, String why) {
        return switch (treatment) {
            case REFUSE ->
                    Decision.refuse(
                            550,
                            "5.7.1",
                            why + settings.help().map(help -> ", see " + help).orElse(""));
            case QUARANTINE -> new MessageDecision.Quarantine(why);
            case MARK -> {
                message.addHeader(Header.of(settings.markHeader(), why));
                yield Decision.NEXT;
            }
            case NEXT -> Decision.NEXT;
        };
    }
}
