package io.staffetta.authres;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Header;

import jakarta.inject.Inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Puts what the hooks before it found into one `Authentication-Results` field on top of the
/// message, and takes away fields under our name that the client sent (RFC 8601 §5).
public final class AuthenticationResultsHook implements Hook.OnMessage {

    private final AuthenticationResultsSettings settings;
    private final String authservId;
    private final OurNames ours;

    @Inject
    public AuthenticationResultsHook(AuthenticationResultsSettings settings, Server server) {
        this.settings = settings;
        this.authservId = settings.authservId().orElseGet(server::hostname);
        var names = new ArrayList<>(settings.remove());
        names.add(authservId);
        names.add(server.hostname());
        this.ours = OurNames.of(names);
    }

    @Override
    public MessageDecision onMessage(Message message) {
        var transaction = message.transaction();
        removeForged(message);
        if (transaction.session().identity().isEmpty() || settings.authenticated()) {
            message.addHeader(field(transaction));
        }
        return Decision.NEXT;
    }

    private void removeForged(Message message) {
        var forged =
                new ArrayList<>(
                        message.receivedHeaders().stream().filter(ours::areClaimedBy).toList());
        var kept = new ArrayList<Header>();
        // From below: where a filter has added the like of a forged field, its own is the upper.
        for (var header : message.headers().reversed()) {
            if (!forged.remove(header)) {
                kept.addFirst(header);
            }
        }
        int removed = message.headers().size() - kept.size();
        if (removed > 0) {
            message.replaceHeaders(kept);
            message.transaction()
                    .report(
                            Finding.of(
                                    "authentication-results",
                                    "forged",
                                    "fields under our name: " + removed));
        }
    }

    private Header field(Transaction transaction) {
        var findings = new ArrayList<>(transaction.findings());
        transaction
                .session()
                .identity()
                .filter(_ -> findings.stream().noneMatch(f -> f.check().equals("auth")))
                .map(AuthenticationResultsHook::login)
                .ifPresent(findings::addFirst);
        boolean utf8 = transaction.parameters().smtpUtf8();
        return new ResultsField(utf8, settings.reasons().orElse(true))
                .of(authservId, List.copyOf(findings));
    }

    private static Finding login(Identity identity) {
        return new Finding("auth", "pass", "", Map.of("smtp.auth", identity.account()));
    }
}
