package io.staffetta.policy;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `policy`.
public final class PolicyPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar
                .hook("policy", PolicyHook.class, PolicySettings.class)
                .writes(Instances.ATTRIBUTE, Notes.OF_SESSION, Notes.OF_TRANSACTION);
    }
}
