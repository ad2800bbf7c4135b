package io.staffetta.patterns;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `patterns`.
public final class PatternsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("patterns", PatternsHook.class, PatternsSettings.class);
    }
}
