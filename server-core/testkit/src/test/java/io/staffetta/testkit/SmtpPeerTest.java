package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class SmtpPeerTest {

    @Test
    void takesMail() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting("SIZE"));
                var socket = peer.connect()) {
            var dialogue =
                    """
                    EHLO me
                    MAIL FROM:<>
                    RCPT TO:<a@test>
                    DATA
                    ..b
                    .
                    QUIT
                    """;
            socket.getOutputStream()
                    .write(dialogue.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.US_ASCII)
                    .contains("250-peer.test\r\n250 SIZE\r\n")
                    .endsWith("221 2.0.0 bye\r\n");
            var mail = peer.mails().getFirst();
            assertThat(mail.mail()).isEqualTo("MAIL FROM:<>");
            assertThat(mail.content()).asString(StandardCharsets.US_ASCII).isEqualTo(".b\r\n");
        }
    }

    @Test
    void tellsThatTheClientDidNotFollowTheScript() throws Exception {
        var peer = SmtpPeer.start(session -> session.expect("EHLO me"));
        try (var socket = peer.connect()) {
            socket.getOutputStream().write("HELO me\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(peer::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("EHLO me");
    }

    @Test
    void endsScriptsThatWaitForEver() throws Exception {
        var peer =
                SmtpPeer.start(session -> {
                    session.sendOctets(new byte[] {'2'});
                    session.stall();
                });
        try (var socket = peer.connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo('2');
            peer.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }
}
