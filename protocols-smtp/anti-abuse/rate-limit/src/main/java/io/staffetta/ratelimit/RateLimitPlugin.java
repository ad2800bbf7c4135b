package io.staffetta.ratelimit;

import com.google.inject.AbstractModule;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `rate-limit`.
public final class RateLimitPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("rate-limit", RateLimit.class, RateLimitSettings.class);
        // Lives as long as the plugin is loaded: a reload neither fills a bucket nor forgets who is
        // connected.
        var ledger = new Ledger();
        registrar.install(
                new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(Ledger.class).toInstance(ledger);
                    }
                });
    }
}
