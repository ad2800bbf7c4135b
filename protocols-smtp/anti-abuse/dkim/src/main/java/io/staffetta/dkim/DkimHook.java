package io.staffetta.dkim;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;

import jakarta.inject.Inject;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// Verifies DKIM signatures and writes down what came of them, one finding for each signature.
public final class DkimHook implements Hook.OnMessage {

    private final DkimSettings settings;
    private final Verifier verifier;

    @Inject
    public DkimHook(DkimSettings settings, Dns dns, InstantSource clock) {
        this.settings = settings;
        this.verifier = new Verifier(settings, dns, clock);
    }

    @Override
    public MessageDecision onMessage(Message message) throws IOException {
        var transaction = message.transaction();
        if (!settings.checkAuthenticated() && isTrusted(transaction.session())) {
            return Decision.NEXT;
        }
        var header = HeaderFields.of(message);
        var authors = Authors.of(header);
        var results = verifier.verify(header, authors, message.body());
        if (results.isEmpty()) {
            transaction.report(Finding.of("dkim", "none", "there is no signature"));
        }
        results.forEach(result -> transaction.report(result.finding()));
        return decision(authors, results);
    }

    private static boolean isTrusted(Session session) {
        return session.identity().isPresent() || session.clientIp().isEmpty();
    }

    private Decision decision(Authors authors, List<Verified> results) {
        boolean temporary = results.stream().anyMatch(one -> one.result() == Result.TEMPERROR);
        if (!isSignedAsRequired(authors, results)) {
            return temporary
                    ? later()
                    : Decision.refuse(
                            550,
                            "5.7.22",
                            "Mail of this author must have a valid DKIM signature of the domain");
        }
        if (results.stream().anyMatch(one -> one.result() == Result.PASS)) {
            return Decision.NEXT;
        }
        if (temporary) {
            return settings.onTemperror() == DkimSettings.OnTemperror.TEMPFAIL
                    ? later()
                    : Decision.NEXT;
        }
        boolean failed = results.stream().anyMatch(one -> one.result() == Result.FAIL);
        return failed && settings.onFail() == DkimSettings.OnFail.REFUSE
                ? Decision.refuse(550, "5.7.20", "No DKIM signature of this message is valid")
                : Decision.NEXT;
    }

    private static Decision later() {
        return Decision.refuse(451, "4.7.5", "The DKIM key cannot be fetched now, try again later");
    }

    private boolean isSignedAsRequired(Authors authors, List<Verified> results) {
        if (settings.require().isEmpty()) {
            return true;
        }
        // Whose mail it is must be known to let it pass.
        return authors.complete()
                && authors.domains().stream()
                        .flatMap(author -> settings.required(author).stream())
                        .allMatch(required ->
                                results.stream()
                                        .flatMap(result -> result.passedDomain().stream())
                                        .anyMatch(signer -> DnsName.isWithin(signer, required)));
    }
}
