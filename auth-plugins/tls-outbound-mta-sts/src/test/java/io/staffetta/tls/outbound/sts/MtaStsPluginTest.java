package io.staffetta.tls.outbound.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class MtaStsPluginTest {

    @TempDir Path folder;

    @Test
    void everySettingInXml() throws Exception {
        var file = folder.resolve("ca.pem");
        Files.writeString(file, Issued.authority("authority").pem());
        var config =
                config(
                        """
                        <domain>.example.org</domain>
                        <except>a.example.org</except>
                        <except>b.example.org</except>
                        <nameserver>127.0.0.1:5353</nameserver>
                        <dns-timeout>1s</dns-timeout>
                        <dns-attempts>1</dns-attempts>
                        <dns-deadline>3s</dns-deadline>
                        <ca-file>%1$s</ca-file>
                        <policy-ca-file>%1$s</policy-ca-file>
                        <https-port>8443</https-port>
                        <allow-loopback>true</allow-loopback>
                        <connect-timeout>1s</connect-timeout>
                        <fetch-timeout>5s</fetch-timeout>
                        <max-policy-size>16K</max-policy-size>
                        <folder>policies</folder>
                        <max-cached>1000</max-cached>
                        <min-max-age>1h</min-max-age>
                        <max-max-age>30d</max-max-age>
                        <refresh-interval>12h</refresh-interval>
                        <min-ttl>2m</min-ttl>
                        <max-ttl>30m</max-ttl>
                        <negative-ttl>5m</negative-ttl>
                        <dns-failure-ttl>10s</dns-failure-ttl>
                        <failure-ttl>10m</failure-ttl>
                        """
                                .formatted(file));
        try (var server = TestServer.start(config, new MtaStsPlugin())) {
            assertThat(server.folder().resolve("data/policies")).isDirectory();
        }
    }

    @Test
    void noneIsNeeded() {
        try (var server = TestServer.start(config(""), new MtaStsPlugin())) {
            assertThat(server.folder().resolve("data/mta-sts")).isDirectory();
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        assertRefused("<nameserver>dns.example</nameserver>", "is not an IP address");
        assertRefused("<fetch-timeout>61s</fetch-timeout>", "fetch-timeout must be more than 0s");
        assertRefused("<max-max-age>8767h</max-max-age>", "max-max-age must lie between");
        assertRefused("<min-max-age>8767h</min-max-age>", "min-max-age must lie between");
        assertRefused("<min-ttl>2h</min-ttl>", "min-ttl must lie between 0s and 3600s");
        assertRefused("<https-port>70000</https-port>", "https-port must lie between");
        assertRefused("<except>not a domain</except>", "not a domain");
        assertRefused("<ca-file>none.pem</ca-file>", "none.pem: no such file");
    }

    private static void assertRefused(String settings, String message) {
        assertThatThrownBy(() -> TestServer.start(config(settings), new MtaStsPlugin()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static String config(String settings) {
        return TestServer.DEFAULT_CONFIG.replace(
                "<storage>",
                "<tls><outbound use=\"mta-sts\">" + settings + "</outbound></tls><storage>");
    }
}
