package io.staffetta.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.milter.wire.Endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MilterSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "inet:127.0.0.1:11332, inet:127.0.0.1:11332",
        "inet:11332@localhost, inet:localhost:11332",
        "inet:[::1]:25, inet:[::1]:25",
        "inet6:25@::1, inet:[::1]:25",
        "unix:/run/a, unix:/run/a",
        "local:/run/a, unix:/run/a"
    })
    void endpoints(String written, String meant) {
        assertThat(Endpoint.parse(written)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1:25",
                "inet:host",
                "inet::25",
                "inet:h:0",
                "inet:h:65536",
                "inet:h:x",
                "unix:",
                "tcp:h:1"
            })
    void noEndpoints(String written) {
        assertThatThrownBy(() -> Endpoint.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoint");
    }

    @Test
    void everySettingIsRead() {
        var settings =
                """
                <hook use="milter">
                  <endpoint>unix:/nowhere</endpoint>
                  <name>f</name>
                  <protocol>4</protocol>
                  <default-action>accept</default-action>
                  <connect-timeout>1s</connect-timeout>
                  <command-timeout>1s</command-timeout>
                  <content-timeout>1s</content-timeout>
                  <total-timeout>1s</total-timeout>
                  <skip-authenticated>true</skip-authenticated>
                  <exempt-networks>192.0.2.0/24 2001:db8::/32</exempt-networks>
                  <max-message-size>1M</max-message-size>
                  <too-large>quarantine</too-large>
                  <max-replaced-body>1M</max-replaced-body>
                  <max-edits>1K</max-edits>
                  <max-packet>1K</max-packet>
                  <max-connections>10</max-connections>
                  <macros>
                    <connect>j</connect><helo>s</helo><mail>i</mail><rcpt>i</rcpt><data>i</data>
                    <unknown>i</unknown><end-of-header>i</end-of-header>
                    <end-of-message>i</end-of-message>
                  </macros>
                </hook>
                """;
        try (var server = MailServer.with(settings)) {
            assertThat(server.server().server().warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<endpoint>unix:/x</endpoint><protocol>7</protocol>",
                "<endpoint>unix:/x</endpoint><protocol>1</protocol>",
                "<endpoint>unix:/x</endpoint><command-timeout>0s</command-timeout>",
                "<endpoint>unix:/x</endpoint><max-edits>-1</max-edits>"
            })
    void badSettingsAreRefused(String settings) {
        assertThatThrownBy(() ->
                        MailServer.with("<hook use=\"milter\">" + settings + "</hook>").close())
                .isInstanceOf(AssertionError.class);
    }
}
