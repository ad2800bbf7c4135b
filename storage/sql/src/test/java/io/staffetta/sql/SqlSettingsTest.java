package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.Secret;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

class SqlSettingsTest {

    @Test
    void whatIsLeftOutHasADefault() {
        assertThat(Store.settings())
                .isEqualTo(
                        new SqlSettings(
                                "",
                                "staffetta",
                                Secret.of(""),
                                8,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(10),
                                64L << 20,
                                10_000,
                                Duration.ofSeconds(10),
                                "+",
                                Optional.empty(),
                                1000,
                                19L << 20,
                                2,
                                Runtime.getRuntime().availableProcessors(),
                                Duration.ofSeconds(25)));
    }

    @Test
    void aDatabaseNobodyKnowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Store.settings("jdbc:oracle:thin:@x", Optional.empty(), 0))
                .withMessage("url must begin with jdbc:h2: or jdbc:postgresql:");
    }

    @Test
    void hashesThatProtectNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Store.hashing(1024, 0, 0, null))
                .withMessage("hash-memory must lie between 8M and 1G");
    }

    @Test
    void thePasswordOfTheDatabaseIsNotShown() {
        var settings =
                new SqlSettings(
                        null,
                        null,
                        Secret.of("hidden"),
                        0,
                        null,
                        null,
                        0,
                        0,
                        null,
                        null,
                        Optional.empty(),
                        0,
                        0,
                        0,
                        0,
                        null);
        assertThat(settings.toString()).doesNotContain("hidden");
    }
}
