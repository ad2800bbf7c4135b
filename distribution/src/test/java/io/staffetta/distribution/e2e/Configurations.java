package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Configuration files for the tests.
final class Configurations {

    private Configurations() {}

    /// A server for example.org with every kind of listener on a free port.
    static Path write(Path folder) {
        return write(folder, full("", ""));
    }

    static Path write(Path folder, String xml) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve("staffetta.xml"), xml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same with hooks in the chain `inbound` and further elements at the end.
    static String full(String hooks, String more) {
        return """
        <staffetta hostname="mail.example.org">
          <domains><domain>example.org</domain></domains>
          <listeners>
            <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="opportunistic" chain="inbound"
                      max-connections-per-client="5000"/>
            <listener name="submission" protocol="submission" bind="127.0.0.1:0" tls="required"/>
            <listener name="smtps" protocol="submission" bind="127.0.0.1:0" tls="implicit"/>
            <listener name="clear" protocol="submission" bind="127.0.0.1:0" auth-in-clear="true"/>
            <listener name="lmtp" protocol="lmtp" bind="127.0.0.1:0"/>
          </listeners>
          <auth>
            <accounts use="sql"/>
            <mechanism use="plain"/>
            <mechanism use="login"/>
          </auth>
          <relay><permit use="authenticated"/></relay>
          <chain name="inbound">%s</chain>
          <routes>
            <route domain="local" use="maildir"/>
            <route domain="*" use="error">
              <status>4.4.1</status><text>far away</text>
            </route>
          </routes>
          <admin bind="127.0.0.1:0"/>
          %s
        </staffetta>
        """
                .formatted(hooks, more);
    }
}
