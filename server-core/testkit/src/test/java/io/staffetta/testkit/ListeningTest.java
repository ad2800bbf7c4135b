package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ListeningTest {

    /// What transports saw when they were constructed, and the servers they were given.
    static final class Seen {
        final List<Server> servers = new ArrayList<>();
    }

    /// Offers a transport that looks at the server.
    static final class Plugin implements MailPlugin {
        final Seen seen = new Seen();

        @Override
        public void register(Registrar registrar) {
            registrar.transport("curious", Curious.class, NoSettings.class);
            registrar.install(binder -> binder.bind(Seen.class).toInstance(seen));
        }
    }

    static final class Curious implements Transport {
        @Inject
        Curious(Server server, Seen seen) {
            assertThat(server.listening()).as("never fails").isNotNull();
            seen.servers.add(server);
        }

        @Override
        public Map<Integer, Outcome> deliver(Delivery delivery) {
            throw new UnsupportedOperationException();
        }
    }

    private static String config(String... listeners) {
        return Config.with(
                        "<listeners>%s</listeners><chain name=\"x\"/>"
                                .formatted(String.join("", listeners)))
                .replace("use=\"recording\"", "use=\"curious\"");
    }

    private static String listener(String name, String bind) {
        return "<listener name=\"%s\" protocol=\"hello\" bind=\"%s\" tls=\"clear\"/>"
                .formatted(name, bind);
    }

    @Test
    void everyGenerationSeesTheTcpAddressesOfNow() {
        var plugin = new Plugin();
        var one = listener("one", "127.0.0.1:0");
        try (var server = TestServer.start(config(one), new HelloPlugin(), plugin)) {
            var first = plugin.seen.servers.getFirst();
            assertThat(first.listening()).containsExactly(server.address("one"));

            var socket = server.folder().resolve("hello.sock");
            var more =
                    config(
                            one,
                            listener("two", "127.0.0.1:0"),
                            listener("three", "unix:" + socket));
            assertThat(server.reload(more).problems()).isEmpty();

            assertThat(plugin.seen.servers)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(seen ->
                            assertThat(seen.listening())
                                    .containsExactly(server.address("one"), server.address("two")));
            assertThat(first.listening())
                    .allSatisfy(address -> assertThat(address.getPort()).isPositive());
        }
    }
}
