package io.staffetta.kernel.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedKeyTest {

    private static final String WANTED = "v=DKIM1; h=sha256; k=rsa; p=MIGfAB+/cd==";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DKIM1; h=sha256; k=rsa; p=MIGfAB+/cd==",
                "p=MIGfAB+/cd==",
                "v=DKIM1;k=rsa;p=MIGf AB+/ cd==;",
                "v=DKIM1; s=email; h=sha1:sha256; t=s; p=MIGfAB+/cd==",
                "v=DKIM1; s=*; n=a note; p=MIGfAB+/cd=="
            })
    void verifiersFindTheKey(String published) {
        assertThat(PublishedKey.fault(WANTED, published)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DKIM1; p=MIGfABxxcd== | it holds another key",
                "v=DKIM1; k=ed25519; p=MIGfAB+/cd== | it holds another key",
                "v=DKIM1; p= | it revokes the key (p= is empty)",
                "v=DKIM1; k=rsa | it has no key (p=)",
                "v=spf1 -all | it is not a DKIM key",
                "hello | it has no key (p=)",
                "v=DKIM1; h=sha1; p=MIGfAB+/cd== | it does not allow SHA-256 (h=)",
                "v=DKIM1; s=tlsrpt; p=MIGfAB+/cd== | it is not for mail (s=)"
            })
    void verifiersDoNotFindIt(String published, String fault) {
        assertThat(PublishedKey.fault(WANTED, published)).contains(fault);
    }

    @Test
    void testing() {
        assertThat(PublishedKey.isTesting("v=DKIM1; t=s:y; p=AA")).isTrue();
        assertThat(PublishedKey.isTesting("v=DKIM1; t=s; p=AA")).isFalse();
        assertThat(PublishedKey.isTesting("v=DKIM1; p=AA")).isFalse();
    }
}
