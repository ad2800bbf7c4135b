package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.admin.PluginInfo;
import io.staffetta.spi.mail.Recipient;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

@StaffettaTest(
        plugins = HelloPlugin.class,
        config =
                """
                <staffetta hostname="mx.test.example">
                  <domains><domain>example.org</domain></domains>
                  <listeners>
                    <listener name="hello" protocol="hello" bind="127.0.0.1:0" tls="clear"/>
                  </listeners>
                  <auth><accounts use="memory"/></auth>
                  <routes><route domain="local" use="recording"/></routes>
                  <admin enabled="false"/>
                </staffetta>
                """)
class TestServerTest {

    private static final String STORED =
            """
            Received: from client.test
            Subject: test

            Ciao
            """
                    .replace("\n", "\r\n");

    @Test
    void aMessageGoesThroughTheRealServer(TestServer server) throws Exception {
        server.addAccount("anna@example.org", "secret");
        try (var client = new HelloClient(server.address("hello"))) {
            assertThat(client.hear()).isEqualTo("220 hello");
            assertThat(client.ask("send bert@example.net anna@example.org Ciao")).startsWith("250");
            assertThat(client.ask("quit")).isEqualTo("221 bye");
        }
        assertThat(server.deliveries())
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.envelope().recipients())
                            .extracting(Recipient::mailbox)
                            .hasToString("[anna@example.org]");
                    try (var in = delivery.content().open()) {
                        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                                .isEqualTo(STORED);
                    }
                });
        assertThat(server.server().queue().size()).isZero();
    }

    @Test
    void theServerIsNoOpenRelay(TestServer server) throws Exception {
        try (var client = new HelloClient(server.address("hello"))) {
            client.hear();
            assertThat(client.ask("send bert@example.net anna@example.com x"))
                    .startsWith("550 5.7.1");
            assertThat(client.ask("send bert@example.net nobody@example.org x"))
                    .startsWith("550 5.1.1");
        }
        assertThat(server.deliveries()).isEmpty();
    }

    @Test
    void pluginsTellWhereTheyAreUsed(TestServer server) {
        assertThat(server.server().plugins())
                .extracting(PluginInfo::id)
                .containsExactly("memory", "hello");
        assertThat(server.server().plugins().getLast().offers())
                .containsExactly(
                        new PluginInfo.Offer("protocol", "hello", List.of("listener hello")));
    }

    @Test
    @StaffettaTest
    void theMethodDecidesBeforeTheClass(TestServer server) {
        assertThat(server.server().boundAddresses()).isEmpty();
    }

    @Test
    void nothingIsLeftBehind() {
        var server = TestServer.start(TestServer.DEFAULT_CONFIG);
        assertThat(server.folder().resolve("data")).isDirectory();
        server.close();
        server.close();
        assertThat(Files.exists(server.folder())).isFalse();
    }
}
