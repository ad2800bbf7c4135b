package io.staffetta.fcrdns;

import io.staffetta.spi.MailPlugin;

import java.time.Duration;

/// Offers the hook `fcrdns`.
public final class FcrdnsPlugin implements MailPlugin {

    private static final Duration DEADLINE = FcrdnsSettings.LONGEST_TIME_LIMIT.plusSeconds(10);

    @Override
    public void register(Registrar registrar) {
        registrar
                .hook("fcrdns", FcrdnsHook.class, FcrdnsSettings.class)
                .writes(FcrdnsHook.HOSTNAME)
                .deadline(DEADLINE);
    }
}
