package io.staffetta.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.Network;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedSenderTest {

    @ParameterizedTest
    @CsvSource({
        "Alice@Example.org, alice@example.org",
        "prvs=0123abcdef=alice@example.org, alice@example.org",
        "list-1234-alice=example.net@example.org, list-#-alice=example.net@example.org",
        "bounce+17.abc@example.org, bounce@example.org",
        "SRS0=HHH=TT=example.net=bob@example.org, srs0=example.net=bob@example.org",
        "SRS1=HHH=first.example==HHH=TT=x=y@example.org,"
                + " srs1=first.example==hhh=tt=x=y@example.org",
        "b-0123456789abcdef0123@example.org, b-#@example.org",
        "alice99@example.org, alice99@example.org",
        "+1234@example.org, +#@example.org",
        "prvs=x@example.org, prvs=x@example.org"
    })
    void takesOutWhatChanges(String sender, String folded) {
        assertThat(FoldedSender.of(ReversePath.parse(sender), true)).isEqualTo(folded);
    }

    @Test
    void orOnlyTheCase() {
        assertThat(FoldedSender.of(ReversePath.parse("List-12+3@example.org"), false))
                .isEqualTo("list-12+3@example.org");
        assertThat(FoldedSender.of(ReversePath.NULL, true)).isEmpty();
    }

    @Test
    void aKeyFitsHoweverLongTheAddressesAre() {
        var client = Network.parse("192.0.2.0/24");
        var longest = "y".repeat(60) + "@" + ("x".repeat(60) + ".").repeat(3) + "example";
        assertThat(new Triplet(client, "a@b.example", Mailbox.parse("C@example.org")).key())
                .isEqualTo("192.0.2.0/24 <a@b.example> <c@example.org>");
        assertThat(new Triplet(client, longest, Mailbox.parse(longest)).key())
                .startsWith("192.0.2.0/24 sha256:")
                .hasSizeLessThanOrEqualTo(512)
                .isNotEqualTo(new Triplet(client, "z" + longest, Mailbox.parse(longest)).key());
    }
}
