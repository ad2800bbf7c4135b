package io.staffetta.tls.outbound.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.tls.outbound.dane.DaneSettings.Resolver;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;

class DaneSettingsTest {

    @Test
    void defaults() {
        var settings = TestSettings.of("127.0.0.1:5353", Path.of("anchors")).build();

        assertThat(settings.resolver()).isEqualTo(Resolver.VALIDATE);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.attempts()).isEqualTo(2);
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.cacheSize()).isEqualTo(10_000);
        assertThat(settings.minTtl()).isEqualTo(Duration.ZERO);
        assertThat(settings.maxTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.negativeTtl()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.failureTtl()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void mistakes() {
        var settings = TestSettings.of("127.0.0.1", Path.of("anchors"));

        assertRefused(settings.domains("a b"), "a b");
        assertRefused(settings.except("-"), "-");
        assertRefused(settings.mandatory("@"), "@");
        assertRefused(settings.remote(true), "allow-remote-resolver is for resolver trust-ad");
        assertRefused(
                settings.deadline(Duration.ofSeconds(86)),
                "deadline must be more than 0s and at most 85s");
        assertRefused(
                TestSettings.of("ns.example", Path.of("anchors")),
                "nameserver 'ns.example' is not an IP address such as 192.0.2.53 or"
                        + " 127.0.0.1:5353");
    }

    private static void assertRefused(TestSettings settings, String words) {
        assertThatThrownBy(settings::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
