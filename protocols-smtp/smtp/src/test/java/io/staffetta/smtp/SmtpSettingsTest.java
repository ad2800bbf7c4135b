package io.staffetta.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.smtp.io.BareNewline;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class SmtpSettingsTest {

    @Test
    void defaultsAreThoseOfPostfixOrStricter() {
        var settings = new SmtpSettings(null, false, null, null, null);
        assertThat(settings)
                .isEqualTo(
                        new SmtpSettings(
                                BareNewline.REJECT,
                                false,
                                Duration.ZERO,
                                new SmtpTimeouts(
                                        Duration.ofMinutes(5),
                                        Duration.ofMinutes(5),
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(30),
                                        Duration.ofHours(4)),
                                new SmtpLimits(
                                        2048,
                                        12_288,
                                        10,
                                        Duration.ofSeconds(1),
                                        20,
                                        100,
                                        100_000,
                                        500,
                                        104_857_600)));
    }

    @Test
    void sectionsHaveTheSameDefaults() {
        assertThat(new SmtpLimits(0, 0, 0, null, 0, 0, 0, 0, 0)).isEqualTo(SmtpLimits.DEFAULTS);
        assertThat(new SmtpTimeouts(null, null, null, null, null)).isEqualTo(SmtpTimeouts.DEFAULTS);
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpLimits(100, 0, 0, null, 0, 0, 0, 0, 0))
                .withMessage("command-line must lie between 512 and 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpTimeouts(Duration.ZERO, null, null, null, null))
                .withMessage("command must be more than 0s and at most 1d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpSettings(null, false, Duration.ofHours(1), null, null))
                .withMessage("greet-delay must lie between 0s and 1m");
    }
}
