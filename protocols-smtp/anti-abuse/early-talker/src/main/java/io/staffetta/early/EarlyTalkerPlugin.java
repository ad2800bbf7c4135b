package io.staffetta.early;

import io.staffetta.spi.MailPlugin;

import java.time.Duration;

/// Offers the hook `early-talker`.
public final class EarlyTalkerPlugin implements MailPlugin {

    private static final Duration DEADLINE = EarlyTalkerSettings.LONGEST_WAIT.plusSeconds(30);

    @Override
    public void register(Registrar registrar) {
        registrar
                .hook("early-talker", EarlyTalkerHook.class, EarlyTalkerSettings.class)
                .deadline(DEADLINE);
    }
}
