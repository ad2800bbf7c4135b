package io.staffetta.kernel.session;

import io.staffetta.spi.host.Meters;

import java.util.Map;
import java.util.function.LongSupplier;

/// Meters of what does not really happen.
enum SilentMeters implements Meters {
    SILENT;

    private enum Nothing implements Counter {
        COUNTED;

        @Override
        public void add(long amount) {}

        @Override
        public long count() {
            return 0;
        }
    }

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        return Nothing.COUNTED;
    }

    @Override
    public Timer timer(String name, Map<String, String> labels) {
        return _ -> {};
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {}
}
