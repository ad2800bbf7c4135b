package io.staffetta.tarpit;

import io.staffetta.spi.MailPlugin;

import java.time.Duration;

/// Offers the hook `tarpit`.
public final class TarpitPlugin implements MailPlugin {

    private static final Duration DEADLINE = TarpitSettings.LONGEST_DELAY.plusSeconds(30);

    @Override
    public void register(Registrar registrar) {
        registrar
                .hook("tarpit", TarpitHook.class, TarpitSettings.class)
                .writes(TarpitHook.WAITED)
                .deadline(DEADLINE);
    }
}
