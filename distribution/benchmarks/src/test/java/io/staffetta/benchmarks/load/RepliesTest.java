package io.staffetta.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

class RepliesTest {

    private final Replies replies = new Replies();

    @Test
    void readsRepliesHoweverTheyAreCut() throws Exception {
        assertThat(next("250-one\r\n25")).isEqualTo(Replies.NONE);
        assertThat(next("0 two\r\n")).isEqualTo(250);
    }

    @Test
    void refusesWhatIsNoReply() {
        assertThatExceptionOfType(UnexpectedReplyException.class)
                .isThrownBy(() -> next("hello\r\n"));
        assertThatExceptionOfType(UnexpectedReplyException.class)
                .isThrownBy(() -> new Replies().next(octets("250 bare\n")));
        assertThatExceptionOfType(UnexpectedReplyException.class)
                .isThrownBy(() -> new Replies().next(octets("250-a\r\n251 b\r\n")));
    }

    private int next(String text) throws UnexpectedReplyException {
        return replies.next(octets(text));
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
