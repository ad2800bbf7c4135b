package io.staffetta.queue;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;

/// Offers the queue `standard` and the transport `remote`.
public final class QueuePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.queue("standard", StandardQueue.class, QueueSettings.class);
        registrar.transport("remote", RemoteTransport.class, NoSettings.class);
    }
}
