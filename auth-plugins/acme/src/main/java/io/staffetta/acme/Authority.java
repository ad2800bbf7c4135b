package io.staffetta.acme;

import io.staffetta.acme.AcmeSettings.ExternalAccount;

import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

import javax.net.ssl.SSLContext;

/// A conversation with the ACME server. It begins with the first question. Of one thread.
final class Authority implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Authority.class);

    private final AcmeSettings settings;
    private final Path accountKey;
    private final BoundedProvider provider;
    private final Session session;
    private @Nullable Login login;

    Authority(AcmeSettings settings, Path accountKey, Optional<SSLContext> trust) {
        this.settings = settings;
        this.accountKey = accountKey;
        this.provider = new BoundedProvider(settings.requestTimeout(), trust);
        this.session = new Session(settings.directory(), provider);
    }

    /// Logs in, which makes the account if the authority does not know its key.
    Login login() throws AcmeException, IOException {
        var known = login;
        if (known == null) {
            known = account().createLogin(session);
            login = known;
            log.atInfo()
                    .addKeyValue("directory", settings.directory())
                    .addKeyValue("account", known.getAccountLocation())
                    .log("acme: account in use");
        }
        return known;
    }

    /// When the authority wants a certificate to be renewed; nothing if it has no opinion of it.
    Optional<Renewal.Proposal> proposal(Present present, RandomGenerator random) {
        try {
            if (session.resourceUrlOptional(Resource.RENEWAL_INFO).isEmpty()) {
                return Optional.empty();
            }
            var info = login().bindRenewalInfo(present.leaf());
            info.fetch();
            return Optional.of(
                    Renewal.Proposal.within(
                            info.getSuggestedWindowStart(),
                            info.getSuggestedWindowEnd(),
                            random.nextDouble()));
        } catch (AcmeException | IOException | RuntimeException e) {
            log.atDebug()
                    .addKeyValue("error", FailureText.of(e))
                    .log("acme: no renewal information");
            return Optional.empty();
        }
    }

    /// When the authority, refusing, told us to come back.
    Optional<Instant> retryAfter() {
        return provider.retryAfter();
    }

    @Override
    public void close() {
        provider.close();
    }

    private AccountBuilder account() throws IOException {
        var account =
                new AccountBuilder().useKeyPair(AccountKey.in(accountKey)).agreeToTermsOfService();
        settings.contacts().forEach(contact -> account.addContact("mailto:" + contact));
        settings.externalAccount().ifPresent(external -> bind(account, external));
        return account;
    }

    private static void bind(AccountBuilder account, ExternalAccount external) {
        external.macAlgorithm().ifPresent(mac -> account.withMacAlgorithm(mac.name()));
        account.withKeyIdentifier(external.keyId(), external.secret().reveal());
    }
}
