package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.Transcript;
import io.staffetta.testkit.TranscriptPeer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// LMTP over a UNIX socket, as a filter on the same machine hands mail back.
class UnixSocketIT {

    @TempDir Path folder;

    @Test
    void deliversAndTidiesUp() throws Exception {
        var socket = folder.resolve("lmtp");
        var configuration =
                Configurations.write(folder.resolve("conf"), CONFIGURATION.formatted(socket));
        try (var server =
                ServerProcess.start(Distribution.built(), folder.resolve("data"), configuration)) {
            server.addAccount("anna@example.org", "some password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");

            Transcript.parse("unix.smtp", DIALOGUE).play(new UnixPeer(socket), Map.of());
            var message = Maildir.of(server, "anna", "example.org").await(1).getFirst();
            assertThat(message)
                    .contains("from client.example.net (local socket)")
                    .endsWith("Subject: unix\r\n\r\ntext\r\n");

            try (var idle = new UnixPeer(socket)) {
                idle.awaitBanner();
                assertThat(server.stop()).isZero();
                assertThat(idle.rest()).isEqualTo("421 4.3.2 Server is shutting down\r\n");
            }
            assertThat(socket).doesNotExist();
            assertThat(server.output()).doesNotContain("Exception");
        }
    }

    @Test
    void takesOverASocketThatACrashLeft() {
        var socket = folder.resolve("lmtp");
        var configuration =
                Configurations.write(folder.resolve("conf"), CONFIGURATION.formatted(socket));
        var data = folder.resolve("data");
        try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
            server.kill();
        }
        assertThat(socket).exists();
        try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
            Transcript.parse("quit.smtp", "S* 220\nC: QUIT\nS* 221\nCLOSE\n")
                    .play(new UnixPeer(socket), Map.of());
            assertThat(server.stop()).isZero();
        }
    }

    private static final class UnixPeer implements TranscriptPeer {

        private final SocketChannel channel;
        private final ByteBuffer octets = ByteBuffer.allocate(1024).limit(0);

        UnixPeer(Path socket) {
            try {
                channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void send(byte[] text) throws IOException {
            var source = ByteBuffer.wrap(text);
            while (source.hasRemaining()) {
                channel.write(source);
            }
        }

        @Override
        public int read() throws IOException {
            if (!octets.hasRemaining()) {
                int count = channel.read(octets.clear());
                octets.flip();
                if (count < 0) {
                    return -1;
                }
            }
            return octets.get();
        }

        @Override
        public void startTls() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        void awaitBanner() throws IOException {
            for (int octet = read(); octet != '\n'; octet = read()) {
                assertThat(octet).isNotNegative();
            }
        }

        String rest() throws IOException {
            var text = new StringBuilder();
            for (int octet = read(); octet >= 0; octet = read()) {
                text.append((char) octet);
            }
            return text.toString();
        }
    }

    private static final String DIALOGUE =
            """
            S: 220 mail.example.org LMTP Staffetta
            C: LHLO client.example.net
            S* 250
            C: MAIL FROM:<x@example.net>
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<anna@example.org>
            S: 250 2.1.5 Recipient OK
            C: RCPT TO:<nobody@example.org>
            S: 550 5.1.1 No such user here
            C: DATA
            S: 354 End data with <CR><LF>.<CR><LF>
            PIPELINE
            C: Subject: unix
            C:
            C: text
            C: .
            C: QUIT
            S: 250 2.0.0 Queued as {*}
            S: 221 2.0.0 Bye
            CLOSE
            """;

    private static final String CONFIGURATION =
            """
            <staffetta hostname="mail.example.org">
              <domains><domain>example.org</domain></domains>
              <listeners>
                <listener name="lmtp" protocol="lmtp" bind="unix:%s"/>
              </listeners>
              <auth><accounts use="sql"/></auth>
              <routes><route domain="local" use="maildir"/></routes>
              <admin bind="127.0.0.1:0"/>
            </staffetta>
            """;
}
