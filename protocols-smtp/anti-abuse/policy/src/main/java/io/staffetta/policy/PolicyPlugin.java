package io.staffetta.policy;

import io.staffetta.spi.MailPlugin;

import java.time.Duration;

/// Offers the hook `policy`.
public final class PolicyPlugin implements MailPlugin {

    /// More than all tries take by default, so that the default action decides and not the kernel.
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @Override
    public void register(Registrar registrar) {
        registrar
                .hook("policy", PolicyHook.class, PolicySettings.class)
                .deadline(DEADLINE)
                .writes(Instances.ATTRIBUTE, Notes.OF_SESSION, Notes.OF_TRANSACTION);
    }
}
