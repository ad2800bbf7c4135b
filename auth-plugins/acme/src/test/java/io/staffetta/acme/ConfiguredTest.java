package io.staffetta.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.Test;

/// The service in a server, as the operator writes it.
class ConfiguredTest {

    @Test
    void theServerStartsAndStopsThoughTheAuthorityIsNotThere() {
        var server =
                TestServer.start(
                        config(
                                """
                                <directory>https://127.0.0.1:1/dir</directory>
                                <contact>postmaster@example.org</contact>
                                <terms-agreed>true</terms-agreed>
                                <external-account>
                                  <key-id>kid-1</key-id>
                                  <secret>zWNDZM6eQGHWpSRTPal5eIUYFTu7EajV</secret>
                                  <mac-algorithm>hs256</mac-algorithm>
                                </external-account>
                                <certificate>
                                  <name>mail.example.org</name>
                                  <name>mx.example.org</name>
                                  <key-types>ec-p256 rsa-2048</key-types>
                                </certificate>
                                <certificate>
                                  <names>a.example.org b.example.org</names>
                                  <key-type>rsa-3072</key-type>
                                  <challenge>tls-alpn-01</challenge>
                                </certificate>
                                <folder>tls</folder>
                                <http-bind>127.0.0.1:0</http-bind>
                                <renew-before>20d</renew-before>
                                """),
                        new AcmePlugin());
        assertThat(server.folder().resolve("data")).isDirectory();
        server.close();
    }

    @Test
    void withoutAgreementNothingStarts() {
        assertThatThrownBy(() ->
                        TestServer.start(
                                config("<certificate><name>a.example</name></certificate>"),
                                new AcmePlugin()))
                .hasMessageContaining("terms-agreed: must be true");
    }

    private static String config(String service) {
        return TestServer.DEFAULT_CONFIG.replace(
                "<storage>",
                "<services><service use=\"acme\">" + service + "</service></services><storage>");
    }
}
