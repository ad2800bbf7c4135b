package io.staffetta.queue;

import io.staffetta.spi.MailPlugin;

/// Offers the queue `standard`.
public final class QueuePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.queue("standard", StandardQueue.class, QueueSettings.class);
    }
}
