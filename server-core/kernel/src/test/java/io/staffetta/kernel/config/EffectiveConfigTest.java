package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class EffectiveConfigTest {

    @Test
    void showsOverridesAndWhereTheyCameFromButNoSecrets() throws ConfigException {
        var xml =
                """
                <staffetta hostname="mail.example.org">
                  <queue use="memory">
                    <password>hunter2</password>
                    <admin-token>${env:TOKEN}</admin-token>
                    <url>jdbc:${env:TOKEN}</url>
                    <greeting>a &lt; b &amp; "c"</greeting>
                  </queue>
                </staffetta>
                """;
        var environment =
                Map.of(
                        "TOKEN", "t0ken",
                        "STAFFETTA_LIMITS_RECIPIENTS", "500",
                        "STAFFETTA_QUEUE_SMTP_SECRET", "hidden",
                        "STAFFETTA_ADMIN_ENABLED", "false");

        var tree =
                new ConfigReader(environment)
                        .read(ConfigSource.text("test.xml", xml, Path.of(".")))
                        .tree();

        assertThat(EffectiveConfig.render(tree))
                .isEqualTo(
                        """
                        <staffetta hostname="mail.example.org">
                          <queue use="memory">
                            <password>***</password>
                            <admin-token>${env:TOKEN}</admin-token>
                            <url>jdbc:${env:TOKEN}</url>
                            <greeting>a &lt; b &amp; &quot;c&quot;</greeting>
                            <smtp-secret>***</smtp-secret> <!-- environment variable STAFFETTA_QUEUE_SMTP_SECRET -->
                          </queue>
                          <admin enabled="false"/> <!-- environment variable STAFFETTA_ADMIN_ENABLED -->
                          <limits> <!-- environment variable STAFFETTA_LIMITS_RECIPIENTS -->
                            <recipients>500</recipients> <!-- environment variable STAFFETTA_LIMITS_RECIPIENTS -->
                          </limits>
                        </staffetta>
                        """);
    }
}
