package io.staffetta.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.hook.DisconnectReason;

import org.junit.jupiter.api.Test;

class TalkTest {

    @Test
    void takesAMessage() {
        var talk = new Talk();
        talk.says("EHLO client.example")
                .says("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "DATA")
                .says("Subject: x", "", "..hello", ".")
                .says("QUIT");
        assertThat(talk.run()).isEqualTo(DisconnectReason.QUIT);
        assertThat(talk.codes()).containsExactly(220, 250, 250, 250, 354, 250, 221);
        assertThat(talk.intake.stored).hasSize(1);
        assertThat(talk.intake.stored.getFirst().content())
                .asString()
                .isEqualTo("Subject: x\r\n\r\n.hello\r\n");
    }
}
