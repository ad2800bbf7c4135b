package io.staffetta.distribution.e2e;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Configurations for the tests of logging in.
final class AuthConfigurations {

    /// What keeps all that mechanisms can ask for.
    static final String SQL =
            """
            <accounts use="sql">
              <scram>SHA-1</scram><scram>SHA-256</scram><scram>SHA-512</scram>
              <cram-md5>true</cram-md5>
            </accounts>
            """;

    private AuthConfigurations() {}

    static Path write(Path folder, String xml) {
        return Configurations.write(folder, xml);
    }

    /// Every mechanism but OAuth, and certificates of clients at each listener. TLS may be left
    /// out: gsasl does not see a STARTTLS that is announced last, as it is where AUTH has to wait
    /// for it.
    static String everything(ClientCertificates certificates) {
        return full(
                mutual("submission", "starttls", certificates)
                        + mutual("smtps", "implicit", certificates),
                SQL + mechanisms(),
                "");
    }

    static String mechanisms() {
        return """
        <mechanism use="external"/>
        <mechanism use="scram-sha-512"/><mechanism use="scram-sha-256"/>
        <mechanism use="scram-sha-1"/>
        <mechanism use="plain"/><mechanism use="login"/><mechanism use="cram-md5"/>
        <mechanism use="anonymous"><account>anna@example.org</account></mechanism>
        """;
    }

    static String mutual(String name, String start, ClientCertificates certificates) {
        return """
        <listener name="%s" protocol="submission" bind="127.0.0.1:0">
          <tls use="mutual">
            <start>%s</start><before>nothing</before>
            <client-certificate>request</client-certificate>
            <ca-file>%s</ca-file>
          </tls>
        </listener>
        """
                .formatted(name, start, certificates.authority());
    }

    /// A server for example.org that delivers locally. Failed logins cost no time.
    static String full(String listeners, String auth, String limits) {
        return """
        <staffetta hostname="mail.example.org">
          <domains><domain>example.org</domain></domains>
          <listeners>%s</listeners>
          <auth>%s</auth>
          <relay><permit use="authenticated"/></relay>
          <routes><route domain="local" use="maildir"/></routes>
          <admin bind="127.0.0.1:0"/>
          <limits>
            <login-delay>1ms</login-delay><max-login-delay>1ms</max-login-delay>
            %s
          </limits>
        </staffetta>
        """
                .formatted(
                        listeners,
                        auth,
                        limits.isEmpty()
                                ? "<login-failures-per-client>1000</login-failures-per-client>"
                                : limits);
    }

    /// How many logins the server counts.
    static int logins(ServerProcess server, String mechanism, String result) {
        var line =
                Pattern.compile(
                        Pattern.quote(
                                        "staffetta_auth_logins_total{mechanism=\"%s\",result=\"%s\"} "
                                                .formatted(mechanism, result))
                                + "(\\d+)");
        var found = line.matcher(Http.get(server, "/metrics").body());
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
