package io.staffetta.remote.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class CapabilitiesTest {

    private static Capabilities of(String... lines) {
        var all = new ArrayList<>(List.of("peer.test PIPELINING"));
        all.addAll(List.of(lines));
        return Capabilities.of(new PeerReply(250, all));
    }

    @Test
    void readsKeywords() {
        var capabilities = of("size 1000", "Pipelining", "AUTH plain LOGIN", "AUTH=CRAM-MD5", "");
        assertThat(capabilities.offers("PIPELINING")).isTrue();
        assertThat(capabilities.offers("DSN")).isFalse();
        assertThat(capabilities.maxSize()).hasValue(1000);
        assertThat(capabilities.mechanisms())
                .containsExactlyInAnyOrder("PLAIN", "LOGIN", "CRAM-MD5");
        assertThat(of().offers("PIPELINING")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE", "SIZE 0", "SIZE -1", "SIZE x", "SIZE 99999999999999999999"})
    void takesNoLimitForOne(String line) {
        assertThat(of(line).maxSize()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LIMITS RCPTMAX=20 MAILMAX=5, 20", "LIMITS RCPTMAX=0, -1", "LIMITS, -1", "X, -1"})
    void readsTheLimitOfRecipients(String line, int expected) {
        assertThat(of(line).maxRecipients().orElse(-1)).isEqualTo(expected);
    }
}
