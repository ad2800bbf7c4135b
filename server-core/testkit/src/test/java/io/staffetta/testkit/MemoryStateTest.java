package io.staffetta.testkit;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;

import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.Service;
import io.staffetta.spi.state.StateStore;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// What the kernel keeps in memory, as a plugin sees it.
class MemoryStateTest implements StateStoreContract {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicReference<StateStore> injected = new AtomicReference<>();
    private TestServer server;

    @BeforeEach
    void start() {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<admin", "<services><service use=\"probe\"/></services><admin");
        server =
                TestServer.start(
                        config,
                        PluginSource.of(new ProbePlugin(injected)),
                        options -> options.withClock(clock));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    public StateStore state() {
        return requireNonNull(injected.get());
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    /// Gives away what it is given.
    static final class Probe implements Service {

        private final StateStore state;
        private final AtomicReference<StateStore> taken;

        @Inject
        Probe(StateStore state, AtomicReference<StateStore> taken) {
            this.state = state;
            this.taken = taken;
        }

        @Override
        public void start() {
            taken.set(state);
        }
    }

    private record ProbePlugin(AtomicReference<StateStore> taken) implements MailPlugin {

        @Override
        public void register(Registrar registrar) {
            registrar.service("probe", Probe.class, NoSettings.class);
            registrar.install(
                    new AbstractModule() {
                        @Override
                        protected void configure() {
                            bind(new TypeLiteral<AtomicReference<StateStore>>() {})
                                    .toInstance(taken);
                        }
                    });
        }
    }
}
