package io.staffetta.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.testkit.TestServer;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreylistSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<delay>0s</delay>|delay must be more than zero",
                "<delay>1h</delay><retry-window>1h</retry-window>|retry-window must be longer than",
                "<ipv4-prefix>33</ipv4-prefix>|ipv4-prefix must lie between 1 and 32",
                "<ipv6-prefix>129</ipv6-prefix>|ipv6-prefix must lie between 1 and 128",
                "<auto-allow-after>-1</auto-allow-after>|auto-allow-after must not be negative",
                "<exempt-sender>a b</exempt-sender>|exempt-sender 'a b' is no mailbox, domain",
                "<exempt-recipient>@</exempt-recipient>|exempt-recipient '@' is no mailbox",
                "<exempt-network>10.0.0.1/8</exempt-network>|did you mean '10.0.0.0/8'",
                "<max-entries>-5</max-entries>|max-entries must be positive",
                "<phase>mail</phase>|is not known here",
                "<dely>1m</dely>|unknown setting"
            })
    void mistakesAreNamed(String settings, String message) {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<auth>",
                        "<chain name=\"in\"><hook use=\"greylist\">%s</hook></chain><auth>"
                                .formatted(settings));
        var failure =
                Assertions.catchThrowableOfType(
                        StartupException.class,
                        () ->
                                TestServer.tryStart(
                                        config,
                                        PluginSource.of(new GreylistPlugin()),
                                        options -> options));
        assertThat(failure).hasMessageContaining(message);
    }
}
