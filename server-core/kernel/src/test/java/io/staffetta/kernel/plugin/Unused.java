package io.staffetta.kernel.plugin;

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

import java.lang.reflect.Proxy;
import java.time.Clock;

/// Host services of a test that calls none of them.
final class Unused {

    private Unused() {}

    static HostServices host() {
        return new HostServices(
                of(Server.class),
                of(Meters.class),
                of(Accounts.class),
                of(Directory.class),
                of(Spool.class),
                of(MailQueue.class),
                of(Routes.class),
                of(OutboundTls.class),
                of(TlsObserver.class),
                of(StateStore.class),
                of(Dns.class),
                of(SigningKeys.class),
                of(BanList.class),
                Clock.systemUTC());
    }

    private static <T> T of(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, _) -> {
                            throw new UnsupportedOperationException(method.getName());
                        }));
    }
}
