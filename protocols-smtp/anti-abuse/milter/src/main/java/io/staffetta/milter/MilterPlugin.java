package io.staffetta.milter;

import io.staffetta.spi.MailPlugin;

import java.time.Duration;

/// Offers the hook `milter`.
public final class MilterPlugin implements MailPlugin {

    /// More than a call takes by default, so that the default action decides and not the kernel.
    private static final Duration DEADLINE = Duration.ofMinutes(9);

    @Override
    public void register(Registrar registrar) {
        registrar.hook("milter", MilterHook.class, MilterSettings.class).deadline(DEADLINE);
    }
}
