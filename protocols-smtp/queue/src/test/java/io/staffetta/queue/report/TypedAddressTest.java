package io.staffetta.queue.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedAddressTest {

    @ParameterizedTest
    @CsvSource({
        "rfc822;Bob+x@Example.COM, rfc822;Bob+x@Example.COM, rfc822;Bob+x@Example.COM",
        "X400;/C=de/S=b b/, X400;/C=de/S=b b/, X400;/C=de/S=b b/",
        "utf-8;b\u00f6b@example.com, utf-8;b\\x{F6}b@example.com, utf-8;b\u00f6b@example.com",
        "UTF-8;\ud83d\ude00@example.com, UTF-8;\\x{1F600}@example.com,"
                + " UTF-8;\ud83d\ude00@example.com",
        "utf-8;a+b=c\\d@example.com, utf-8;a\\x{2B}b\\x{3D}c\\x{5C}d@example.com,"
                + " utf-8;a+b=c\\d@example.com",
        // What would not look as it is.
        "utf-8;a\u202eb, utf-8;a\\x{202E}b, utf-8;a\\x{202E}b",
    })
    void whatTheSenderGaveIsGivenBack(String given, String ascii, String international) {
        assertThat(TypedAddress.original(given, false)).contains(ascii);
        assertThat(TypedAddress.original(given, true)).contains(international);
    }

    @Test
    void anAddressIsNeverCut() {
        var long500 = "utf-8;" + "\u00f6".repeat(480);

        assertThat(TypedAddress.original(long500, false)).isEmpty();
        assertThat(TypedAddress.original("utf-8;" + "\u00f6".repeat(90), false)).isPresent();
    }

    @Test
    void mailboxesHaveTheTypeTheyNeed() {
        var ascii = Mailbox.parse("\"b b\"@example.com");
        var utf8 = Mailbox.parse("b\u00f6b@b\u00fccher.example");

        assertThat(TypedAddress.of(ascii, true)).isEqualTo("rfc822; \"b b\"@example.com");
        assertThat(TypedAddress.of(ascii, false)).isEqualTo("rfc822; \"b b\"@example.com");
        assertThat(TypedAddress.of(utf8, true)).isEqualTo("utf-8; b\u00f6b@xn--bcher-kva.example");
        assertThat(TypedAddress.of(utf8, false))
                .isEqualTo("utf-8; b\\x{F6}b@xn--bcher-kva.example");
    }
}
