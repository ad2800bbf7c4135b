package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.Secret;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
                                Duration.ofSeconds(25),
                                List.of(),
                                100_000,
                                false,
                                Path.of("sql.key"),
                                Duration.ofSeconds(60),
                                Duration.ofMinutes(10),
                                50,
                                Duration.ofMinutes(5)));
    }

    @Test
    void scramIsRefusedWithWhatProtectsTooLittle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.none().with("scram", List.of("MD5")).bind())
                .withMessage("scram must be SHA-1, SHA-256 or SHA-512");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.none().with("scramIterations", 4095).bind())
                .withMessage("scram-iterations must lie between 4096 and 1000000");
    }

    @Test
    void aDatabaseNobodyKnowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.none().with("url", "jdbc:oracle:thin:@x").bind())
                .withMessage("url must begin with jdbc:h2: or jdbc:postgresql:");
    }

    @Test
    void hashesThatProtectNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.none().with("hashMemory", 1024L).bind())
                .withMessage("hash-memory must lie between 8M and 1G");
    }

    @Test
    void thePasswordOfTheDatabaseIsNotShown() {
        var settings = TestSettings.none().with("password", Secret.of("hidden")).bind();
        assertThat(settings.toString()).doesNotContain("hidden");
    }
}
