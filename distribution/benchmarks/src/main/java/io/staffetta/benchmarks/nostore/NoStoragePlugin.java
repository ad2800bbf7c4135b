package io.staffetta.benchmarks.nostore;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;

/// Offers the spool `benchmark-no-storage`, which breaks the promise of every spool: what it
/// acknowledges is nowhere. It shows how fast a listener would be if storage cost nothing.
public final class NoStoragePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.spool("benchmark-no-storage", NoStorage.class, NoSettings.class);
    }
}
