package io.staffetta.kernel;

import com.google.inject.AbstractModule;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import jakarta.inject.Inject;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// An empty spool and a queue that does nothing but show the routes it was given.
final class BackEndPlugin implements MailPlugin {

    private final Late<Routes> routes = new Late<>("queue");

    @Override
    public void register(Registrar registrar) {
        registrar.spool("empty", EmptySpool.class, NoSettings.class);
        registrar.queue("idle", IdleQueue.class, NoSettings.class);
        registrar.install(
                new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(Shown.class).toInstance(new Shown(routes));
                    }
                });
    }

    /// What the queue injected.
    Routes routes() {
        return routes.get();
    }

    private record Shown(Late<Routes> routes) {}

    private static final class IdleQueue implements MailQueue {

        @Inject
        IdleQueue(Routes routes, Shown shown) {
            shown.routes().set(routes);
        }

        @Override
        public void submit(SpooledMessage message) {}

        @Override
        public List<Entry> list(Filter filter, int limit) {
            return List.of();
        }

        @Override
        public Optional<Entry> find(SpoolId id) {
            return Optional.empty();
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public void retryAll() {}
    }

    private static final class EmptySpool implements Spool {

        @Override
        public Draft draft() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SpooledMessage store(
                Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void record(SpoolId id, Map<Integer, RecipientProgress> recipients) {}

        @Override
        public void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients) {}

        @Override
        public void hold(SpoolId id, Optional<String> reason) {}

        @Override
        public Optional<SpooledMessage> find(SpoolId id) {
            return Optional.empty();
        }

        @Override
        public void replay(Consumer<SpooledMessage> visitor) {}

        @Override
        public Status status() {
            return new Status(0, 0, 0, 0, 0, true);
        }
    }
}
