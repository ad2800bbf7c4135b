package io.staffetta.milter;

import static io.staffetta.milter.ScriptedFilter.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Filters that never come to an end, and sessions they have nothing to do with.
@Timeout(60)
class HostileFilterTest {

    private static final String SOON =
            "<command-timeout>500ms</command-timeout><total-timeout>1s</total-timeout>";

    /// Asks for patience without a pause, so that there is always something to read.
    private static void progress(ServerSocket socket) {
        try (var connection = socket.accept()) {
            var in = new DataInputStream(connection.getInputStream());
            var out = connection.getOutputStream();
            in.skipNBytes(in.readInt());
            out.write(ScriptedFilter.negotiation(6, 0x1ff, 0));
            in.skipNBytes(in.readInt());
            var many = new ByteArrayOutputStream();
            for (int i = 0; i < 100_000; i++) {
                many.writeBytes(packet('p'));
            }
            while (true) {
                many.writeTo(out);
            }
        } catch (IOException e) {
            // At last.
        }
    }

    @Test
    void aFilterThatAsksForPatienceForEverWithoutPause() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var filter = Thread.ofVirtual().start(() -> progress(socket));
            var hook =
                    "<hook use='milter'><endpoint>inet:127.0.0.1:%d</endpoint>%s</hook>"
                            .formatted(socket.getLocalPort(), SOON);
            try (var server = MailServer.with(hook);
                    var client = server.client()) {
                assertThat(client.banner()).startsWith("421 4.7.1");
                filter.join();
            }
        }
    }

    @Test
    void whoIsSkippedMaySendWhatIsTooLarge() throws Exception {
        try (var filter = new ScriptedFilter();
                var server =
                        MailServer.with(
                                MailServer.hook(
                                        filter,
                                        "<exempt-networks>127.0.0.0/8</exempt-networks>",
                                        "<max-message-size>10</max-message-size>"));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
        }
    }

    @Test
    void whatTheFilterSaidEarlierHoldsForWhatIsTooLarge() throws Exception {
        try (var filter = new ScriptedFilter().answers('R', packet('d'));
                var server =
                        MailServer.with(
                                MailServer.hook(
                                        filter,
                                        "<max-message-size>10</max-message-size>",
                                        "<too-large>accept</too-large>"));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(server.delivered()).isEmpty();
        }
    }

    @Test
    void whoIsSkippedTakesNoRoom() throws Exception {
        try (var filter = new ScriptedFilter();
                var server =
                        MailServer.with(
                                MailServer.hook(
                                        filter,
                                        "<exempt-networks>127.0.0.0/8</exempt-networks>",
                                        "<max-connections>1</max-connections>"));
                var one = server.client();
                var other = server.client()) {
            assertThat(one.banner()).startsWith("220");
            assertThat(other.banner()).startsWith("220");
        }
    }
}
