package io.staffetta.kernel.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.Module;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.host.BanList;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.host.SigningKeys;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.tls.OutboundTls;
import io.staffetta.spi.tls.TlsObserver;

import java.time.Clock;
import java.time.InstantSource;

/// What every plugin may inject, as interfaces of the SPI or the JDK.
public record HostServices(
        Server server,
        Meters meters,
        Accounts accounts,
        Directory directory,
        Spool spool,
        MailQueue queue,
        Routes routes,
        OutboundTls outboundTls,
        TlsObserver tlsObserver,
        StateStore state,
        Dns dns,
        SigningKeys signingKeys,
        BanList bans,
        Clock clock) {

    Module module() {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(Server.class).toInstance(server);
                bind(Meters.class).toInstance(meters);
                bind(Accounts.class).toInstance(accounts);
                bind(Directory.class).toInstance(directory);
                bind(Spool.class).toInstance(spool);
                bind(MailQueue.class).toInstance(queue);
                bind(Routes.class).toInstance(routes);
                bind(OutboundTls.class).toInstance(outboundTls);
                bind(TlsObserver.class).toInstance(tlsObserver);
                bind(StateStore.class).toInstance(state);
                bind(Dns.class).toInstance(dns);
                bind(SigningKeys.class).toInstance(signingKeys);
                bind(BanList.class).toInstance(bans);
                bind(Clock.class).toInstance(clock);
                bind(InstantSource.class).toInstance(clock);
            }
        };
    }
}
