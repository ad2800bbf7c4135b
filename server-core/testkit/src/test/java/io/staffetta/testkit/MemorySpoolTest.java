package io.staffetta.testkit;

import io.staffetta.spi.spool.Spool;

/// The spool of tests keeps the contract, for as long as the process lives.
class MemorySpoolTest implements SpoolContract {

    private final MemorySpool spool = new MemorySpool();

    @Override
    public Spool open() {
        return spool;
    }
}
