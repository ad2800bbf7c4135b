package io.staffetta.ratelimit;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A state store that never can tell.
final class BrokenState implements MailPlugin {

    static final class Store implements StateStore {
        @Override
        public StateTable table(String name, int maxEntries) {
            throw new UncheckedIOException(new IOException("the disk is gone"));
        }
    }

    @Override
    public void register(Registrar registrar) {
        registrar.stateStore("broken", Store.class, NoSettings.class);
    }
}
