package io.staffetta.helo;

import io.staffetta.spi.MailPlugin;

import java.time.Duration;

/// Offers the hook `helo`.
public final class HeloPlugin implements MailPlugin {

    private static final Duration DEADLINE = HeloSettings.LONGEST_TIME_LIMIT.plusSeconds(10);

    @Override
    public void register(Registrar registrar) {
        registrar
                .hook("helo", HeloHook.class, HeloSettings.class)
                .writes(Problems.ATTRIBUTE)
                .deadline(DEADLINE);
    }
}
