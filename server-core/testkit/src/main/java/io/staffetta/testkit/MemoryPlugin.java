package io.staffetta.testkit;

import com.google.inject.AbstractModule;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.queue.Delivery;

import java.util.List;

/// Fakes of the whole back end, for tests: spool, queue and accounts `memory`, transport
/// `recording`, TLS policy `clear`. Nothing survives the server.
public final class MemoryPlugin implements MailPlugin {

    private final DeliveryLog log = new DeliveryLog();

    @Override
    public void register(Registrar registrar) {
        registrar.spool("memory", MemorySpool.class, NoSettings.class);
        registrar.queue("memory", MemoryQueue.class, NoSettings.class);
        registrar.accounts("memory", MemoryAccounts.class, NoSettings.class);
        registrar.transport("recording", RecordingTransport.class, NoSettings.class);
        registrar.tlsPolicy("clear", ClearTls.class, NoSettings.class);
        registrar.install(
                new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(DeliveryLog.class).toInstance(log);
                    }
                });
    }

    /// What the transport `recording` got, oldest first.
    public List<Delivery> deliveries() {
        return log.all();
    }
}
