package io.staffetta.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class CredentialSetTest {

    private final CredentialSet set =
            new CredentialSet(
                    7,
                    List.of(
                            credential("EC", "mail.example.org"),
                            credential("EC", "*.example.net"),
                            credential("RSA", "mx.example.net"),
                            credential("RSA", "mail.example.org", "www.example.org")));

    CredentialSetTest() throws Exception {}

    @ParameterizedTest
    @CsvSource({
        // exact
        "mail.example.org, EC, 7:0",
        "MAIL.example.org, RSA, 7:3",
        "www.example.org, RSA, 7:3",
        "mx.example.net, RSA, 7:2",
        // a certificate for another host is not taken because of its key type
        "mx.example.net, EC,",
        // wildcard
        "imap.example.net, EC, 7:1",
        "imap.example.net, RSA,",
        // unknown or unsaid: the first, and the one with the other key for the same host
        "other.example.com, EC, 7:0",
        "other.example.com, RSA, 7:3",
        "'', EC, 7:0",
        "'', RSA, 7:3",
        "'', EdDSA,",
    })
    void theHostDecidesBeforeTheKeyType(String host, String keyType, String alias) {
        assertThat(set.alias(host, keyType)).isEqualTo(alias);
    }

    @Test
    void aliasesOfOtherVersionsAreUnknown() {
        assertThat(set.find("7:0")).isNotNull();
        assertThat(set.find("6:0")).isNull();
        assertThat(set.find("77:0")).isNull();
        assertThat(set.find("7:4")).isNull();
        assertThat(set.aliases("RSA")).containsExactly("7:2", "7:3");
    }

    private static Credential credential(String algorithm, String... names) throws Exception {
        var issued = Issued.of(algorithm, names);
        return new Credential(issued.pair().getPrivate(), List.of(issued.certificate()));
    }
}
