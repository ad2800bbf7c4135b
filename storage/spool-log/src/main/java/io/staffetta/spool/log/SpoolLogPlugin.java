package io.staffetta.spool.log;

import io.staffetta.spi.MailPlugin;

/// Offers the spool `log`.
public final class SpoolLogPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.spool("log", LogSpool.class, LogSpoolSettings.class);
    }
}
