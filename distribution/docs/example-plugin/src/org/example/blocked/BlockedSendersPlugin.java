package org.example.blocked;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `blocked-senders`.
public final class BlockedSendersPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("blocked-senders", BlockedSenders.class, BlockedSendersSettings.class);
    }
}
