package io.staffetta.spf;

import io.staffetta.spi.MailPlugin;

import java.time.Duration;

/// Offers the hook `spf`.
public final class SpfPlugin implements MailPlugin {

    /// Longer than two identities may take by default.
    private static final Duration DEADLINE = Duration.ofSeconds(45);

    @Override
    public void register(Registrar registrar) {
        registrar.hook("spf", SpfHook.class, SpfSettings.class).deadline(DEADLINE);
    }
}
