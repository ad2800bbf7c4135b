package io.staffetta.tls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorsTest {

    @Test
    void leaveSomeForOthers() {
        var descriptors = new Descriptors(2);

        descriptors.opened();
        assertThat(descriptors.suffice()).isTrue();
        descriptors.opened();
        assertThat(descriptors.suffice()).isFalse();
        descriptors.closed();
        assertThat(descriptors.suffice()).isTrue();
    }
}
