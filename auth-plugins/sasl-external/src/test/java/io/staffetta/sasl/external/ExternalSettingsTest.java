package io.staffetta.sasl.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class ExternalSettingsTest {

    private static final Mapping MAP =
            new Mapping(Optional.of("CN=Alice"), Optional.empty(), "alice@example.org");

    @Test
    void whatIsWrittenDownIsAllUnlessTheOperatorSaysMore() {
        assertThat(new ExternalSettings(List.of(), List.of(), 0, 0).from())
                .containsExactly(NameSource.EMAIL_ADDRESS);
        assertThat(new ExternalSettings(List.of(), List.of(MAP), 0, 0).from()).isEmpty();
        assertThat(new ExternalSettings(List.of(NameSource.COMMON_NAME), List.of(MAP), 0, 0).from())
                .containsExactly(NameSource.COMMON_NAME);
    }

    @Test
    void aMapNamesOneCertificateAndAnAccount() {
        assertRefused(
                Optional.empty(), Optional.empty(), "x", "map needs either subject or fingerprint");
        assertRefused(
                Optional.of("CN=x"),
                Optional.of("ab".repeat(32)),
                "x",
                "map needs either subject or fingerprint");
        assertRefused(Optional.of("CN=x"), Optional.empty(), " ", "account is missing in map");
        assertRefused(
                Optional.of("Alice"), Optional.empty(), "x", "subject is not a distinguished name");
        assertRefused(
                Optional.empty(),
                Optional.of("ab".repeat(20)),
                "x",
                "fingerprint is not 64 hexadecimal digits (SHA-256)");
        assertRefused(
                Optional.empty(),
                Optional.of("xy".repeat(32)),
                "x",
                "fingerprint is not 64 hexadecimal digits (SHA-256)");
    }

    @Test
    void limitsHaveBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExternalSettings(List.of(), List.of(), -1, 0))
                .withMessage("max-names must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExternalSettings(List.of(), List.of(), 0, 100))
                .withMessage("max-response must be at least 255");
    }

    private static void assertRefused(
            Optional<String> subject,
            Optional<String> fingerprint,
            String account,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mapping(subject, fingerprint, account))
                .withMessage(message);
    }
}
