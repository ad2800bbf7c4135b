package io.staffetta.dkim;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.host.SigningKeys;
import io.staffetta.spi.host.SigningKeys.SigningKey;
import io.staffetta.spi.mail.Domain;

import jakarta.inject.Inject;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Signs mail of our users with every key of the author's domain.
public final class DkimSignHook implements Hook.OnMessage {

    private static final String CHECK = "dkim-sign";

    private final DkimSignSettings settings;
    private final SigningDomain domains;
    private final KeyRing keys;
    private final Signer signer;

    @Inject
    public DkimSignHook(
            DkimSignSettings settings, Server server, SigningKeys host, InstantSource clock) {
        this.settings = settings;
        domains = new SigningDomain(settings.author());
        keys = new KeyRing(settings, server.configuration(), host, clock);
        signer = new Signer(settings, clock);
    }

    @Override
    public void start() throws IOException {
        keys.load();
    }

    @Override
    public MessageDecision onMessage(Message message) throws IOException, GeneralSecurityException {
        var transaction = message.transaction();
        if (!isOurs(transaction.session())) {
            return Decision.NEXT;
        }
        var header = HeaderFields.of(message);
        try {
            var domain = domains.of(Authors.of(header), transaction);
            var found = keysFor(domain);
            if (found.isEmpty()) {
                transaction.report(Finding.of(CHECK, "none", "there is no key for " + domain));
                return missing(domain);
            }
            sign(message, header, unused(found, header));
        } catch (NotSignedException e) {
            transaction.report(Finding.of(CHECK, "none", e.reason()));
        }
        return Decision.NEXT;
    }

    private boolean isOurs(Session session) {
        if (session.identity().isPresent() && settings.authenticated().orElse(true)) {
            return true;
        }
        return session.clientIp()
                .map(ip -> settings.networks().stream().anyMatch(network -> network.contains(ip)))
                .orElse(settings.unixSockets());
    }

    private MessageDecision missing(Domain domain) {
        return settings.onMissing() == DkimSignSettings.OnMissing.TEMPFAIL
                ? Decision.refuse(
                        451, "4.3.5", "There is no key to sign mail of " + domain + " with")
                : Decision.NEXT;
    }

    private List<SigningKey> keysFor(Domain domain) {
        var found = keys.of(domain);
        int dot = domain.name().indexOf('.');
        return found.isEmpty() && settings.parentDomains() && dot > 0
                ? keysFor(new Domain(domain.name().substring(dot + 1)))
                : found;
    }

    private List<SigningKey> unused(List<SigningKey> found, HeaderFields header)
            throws NotSignedException {
        if (settings.duplicates() == DkimSignSettings.Duplicates.SIGN) {
            return found;
        }
        var claims = header.named(Claim.FIELD).map(Claim::of).toList();
        var left =
                found.stream()
                        .filter(key -> claims.stream().noneMatch(claim -> claim.isOf(key)))
                        .toList();
        if (left.isEmpty()) {
            throw new NotSignedException("the message is signed already");
        }
        return left;
    }

    private void sign(Message message, HeaderFields header, List<SigningKey> with)
            throws IOException, GeneralSecurityException {
        var kind = BodyHash.Kind.whole(settings.bodyCanonicalization());
        var hash = BodyHash.of(message.body(), Set.of(kind)).get(kind);
        if (hash == null) {
            throw new IllegalStateException("the hash that was asked for is missing");
        }
        for (var key : with) {
            message.addHeader(signer.sign(key, header, hash, identity(message, key)));
            var properties = new LinkedHashMap<String, String>();
            properties.put("header.d", key.domain().name());
            properties.put("header.s", key.selector());
            properties.put("header.a", Signer.algorithm(key).word());
            message.transaction().report(new Finding(CHECK, "signed", "", properties));
        }
    }

    private Optional<String> identity(Message message, SigningKey key) {
        return settings.identity() == DkimSignSettings.SignedIdentity.NONE
                ? Optional.empty()
                : SigningDomain.account(message.transaction())
                        .filter(account ->
                                DnsName.isWithin(account.domain().name(), key.domain().name()))
                        .map(account ->
                                QuotedText.of(account.localPart()) + "@" + account.domain());
    }
}
