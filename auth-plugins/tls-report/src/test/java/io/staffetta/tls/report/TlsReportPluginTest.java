package io.staffetta.tls.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.Test;

class TlsReportPluginTest {

    @Test
    void everySettingInXml() {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<storage>",
                        """
                        <tls>
                          <observer use="tls-report">
                            <folder>reports</folder>
                            <flush-interval>5m</flush-interval>
                            <max-domains>50</max-domains>
                            <max-details>10</max-details>
                            <keep>3d</keep>
                          </observer>
                        </tls>
                        <storage>\
                        """);
        try (var server = TestServer.start(config, new TlsReportPlugin())) {
            assertThat(server.folder().resolve("data/reports")).isDirectory();
        }
    }
}
