package io.staffetta.sinks;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;

/// Offers the transports `discard` and `error`.
public final class SinksPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.transport("discard", DiscardTransport.class, NoSettings.class);
        registrar.transport("error", ErrorTransport.class, ErrorSettings.class);
    }
}
