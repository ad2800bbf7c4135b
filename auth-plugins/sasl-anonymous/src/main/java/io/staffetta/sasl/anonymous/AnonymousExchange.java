package io.staffetta.sasl.anonymous;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Failure;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.spi.auth.SaslStep.Success;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;

/// One response, which is kept in the log and means nothing.
final class AnonymousExchange implements SaslExchange {

    private static final Logger log = LoggerFactory.getLogger(AnonymousExchange.class);

    private final AnonymousSettings settings;
    private final Accounts accounts;

    AnonymousExchange(AnonymousSettings settings, Accounts accounts) {
        this.settings = settings;
        this.accounts = accounts;
    }

    @Override
    public Opening opening() {
        return Opening.CLIENT;
    }

    @Override
    public SaslStep next(byte[] response) {
        return switch (Trace.parse(response, settings.maxResponse())) {
            case Trace.Malformed(var reason) -> new Failure(Kind.MALFORMED, "", reason);
            case Trace.Information(var text) -> letIn(text);
        };
    }

    private SaslStep letIn(String trace) {
        try {
            var account = accounts.find(settings.account());
            if (account.isEmpty()) {
                log.atWarn()
                        .addKeyValue("account", settings.account())
                        .log("the account of the mechanism anonymous does not exist");
                return new Failure(Kind.CREDENTIALS, settings.account(), "unknown account");
            }
            log.atInfo()
                    .addKeyValue("account", account.get().name())
                    .addKeyValue("trace", trace)
                    .log("anonymous login");
            return new Success(account.get());
        } catch (UncheckedIOException e) {
            return new Failure(Kind.TEMPORARY, settings.account(), String.valueOf(e.getMessage()));
        }
    }
}
