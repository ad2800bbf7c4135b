package io.staffetta.kernel;

import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

/// The store of small facts as plugins inject it. Its life cycle stays with the kernel.
record HostState(Late<StateStore> state) implements StateStore {

    @Override
    public StateTable table(String name, int maxEntries) {
        return state.get().table(name, maxEntries);
    }
}
