package io.staffetta.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.testkit.TestServer;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|needs at least one <limit>",
                "<limit><of>messages</of><rate>1/1h</rate></limit>|limit needs <by>",
                "<limit><by>address</by><rate>1/1h</rate></limit>|limit needs <of>",
                "<limit><by>address</by><of>messages</of></limit>|limit needs <rate>",
                "<limit><by>address</by><of>messages</of><rate>1 / 1h</rate></limit>|rate '1 / 1h'",
                "<limit><by>address</by><of>messages</of><rate>0/1h</rate></limit>|rate '0/1h' is",
                "<limit><by>address</by><of>messages</of><rate>1/0h</rate></limit>|rate '1/0h' is",
                "<limit><by>address</by><of>messages</of><rate>1/400d</rate></limit>|366 days",
                "<limit><by>address</by><of>messages</of><rate>-1/1h</rate></limit>|rate '-1/1h'",
                "<limit><by>address</by><of>messages</of><rate>1/h2</rate></limit>|rate '1/h2' is",
                "<limit><by>address</by><of>octets</of><rate>9999999G/s</rate></limit>|is none",
                "<limit><by>address</by><of>sessions</of></limit>|at-most must be at least 1",
                "<limit><by>address</by><of>sessions</of><at-most>1</at-most><rate>1/s</rate></limit>|no"
                    + " rate",
                "<limit><by>address</by><of>messages</of><rate>1/s</rate><at-most>1</at-most></limit>|sessions"
                    + " only",
                "<limit><by>recipient</by><of>connections</of><rate>1/s</rate></limit>|limited by",
                "<limit><by>address</by><of>messages</of><rate>1/1d</rate><burst>5000</burst></limit>|too"
                    + " large",
                "<limit><name>A</name><by>address</by><of>messages</of><rate>1/s</rate></limit>|name"
                    + " must",
                "<limit><by>adress</by><of>messages</of><rate>1/s</rate></limit>|is not known here",
                "<max-keys>-1</max-keys><limit><by>address</by><of>messages</of><rate>1/s</rate></limit>|max-keys"
            })
    void mistakesAreNamed(String settings, String message) {
        assertThat(failure(settings == null ? "" : settings)).hasMessageContaining(message);
    }

    @Test
    void limitsOfTheSameNameNeedOthers() {
        var limit = "<limit><by>address</by><of>messages</of><rate>%s</rate></limit>";
        assertThat(failure(limit.formatted("1/s") + limit.formatted("100/1h")))
                .hasMessageContaining("two limits are called 'messages-by-address'");
    }

    private static StartupException failure(String settings) {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<auth>",
                        "<chain name=\"in\"><hook use=\"rate-limit\">%s</hook></chain><auth>"
                                .formatted(settings));
        return Assertions.catchThrowableOfType(
                StartupException.class,
                () ->
                        TestServer.tryStart(
                                config,
                                PluginSource.of(new RateLimitPlugin()),
                                options -> options));
    }
}
