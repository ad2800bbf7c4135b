package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Logs in and fails to by every mechanism while everything that can be logged is, then looks for
/// the secrets in all that was written.
class SecretsIT {

    private static final String ANNA = "anna@example.org";
    private static final String JWT =
            "eyJhbGciOiJSUzI1NiIsImtpZCI6Im5vbmUifQ.eyJpc3MiOiJodHRwOi8vbG9jYWxob3N0In0.c2lnbmF0dXJl";

    @TempDir Path folder;
    private final Leaks leaks = new Leaks();
    private final Leaks database = new Leaks();
    private final String password = secret("hunter2 but much longer");
    private final String wrong = secret("swordfish of the seven seas");
    private final String token = secret("opaque-token-QWxhZGRpbjpvcGVu");
    private final String clientSecret = secret("introspection-client-pass");
    private final String bindPassword = secret("verwalter-of-the-directory");

    @Test
    void noneIsEverWritten() throws IOException {
        secret(IntrospectionServer.POISON);
        secret(JWT);
        try (var provider = IntrospectionServer.start(token, ANNA);
                var server = start(provider)) {
            var started = server.command(password + "\n", addAccount());
            leaks.add("account add", started.mergeErr().out());
            assertThat(started.exitCode()).as(started.err()).isZero();
            logIn(server);
            administer(server);
            leaks.add("metrics", Http.get(server, "/metrics").body());
            leaks.addFiles(server.data(), "db");
            assertThat(server.stop()).isZero();
            assertThat(server.output()).as("the dialogue is traced").contains(" TRACE ");
            leaks.add("log", server.output());
            leaks.addFiles(server.data(), "db");
            database.addFiles(server.data().resolve("db"));
        }
        leaks.assertNone();
        database.assertNone();
    }

    private String secret(String text) {
        return leaks.secret(database.secret(text));
    }

    private static List<String> addAccount() {
        return List.of("account", "add", ANNA, "--password-stdin");
    }

    private void logIn(ServerProcess server) {
        for (var given : List.of(password, wrong)) {
            boolean right = given.equals(password);
            expect(right, say(server, "AUTH PLAIN " + sasl("\0" + ANNA + "\0" + given)));
            expect(right, say(server, "AUTH PLAIN", sasl("\0" + ANNA + "\0" + given)));
            expect(right, say(server, "AUTH LOGIN", sasl(ANNA), sasl(given)));
            expect(right, say(server, "AUTH LOGIN " + sasl(ANNA), sasl(given)));
            for (var hash : List.of("SHA-1", "SHA-256", "SHA-512")) {
                try (var wire = hello(server)) {
                    expect(right, new ScramLogin(hash, "n,,").by(wire, ANNA, given));
                }
            }
            try (var wire = hello(server)) {
                expect(right, CramMd5Login.by(wire, ANNA, given));
            }
        }
        for (var one : List.of(token, wrong, JWT)) {
            var xoauth2 = sasl("user=" + ANNA + "\1auth=Bearer " + one + "\1\1");
            var bearer = sasl("n,a=" + ANNA + ",\1auth=Bearer " + one + "\1\1");
            expect(one.equals(token), say(server, "AUTH XOAUTH2 " + xoauth2, ""));
            expect(one.equals(token), say(server, "AUTH OAUTHBEARER " + bearer, "AQ=="));
        }
        var poison = "n,,\1auth=Bearer " + IntrospectionServer.POISON + "\1\1";
        assertThat(say(server, "AUTH OAUTHBEARER " + sasl(poison))).startsWith("454 4.7.0");
        mistakes(server);
    }

    /// Passwords where none belong, as clients with a mistake send them.
    private void mistakes(ServerProcess server) {
        var plain = sasl("\0" + ANNA + "\0" + password);
        say(server, "AUTH PLAIN " + plain + "!");
        say(server, "AUTH  PLAIN  " + plain);
        say(server, "AUTH PLAIN=" + plain);
        say(server, "AUTH UNKNOWN " + plain);
        say(server, "AUTHPLAIN " + plain);
        say(server, "AUTH PLAIN", "*", plain);
        say(server, "AUTH LOGIN", sasl(ANNA), password);
        say(server, "AUTH LOGIN", sasl(ANNA), sasl(password) + "=");
        say(server, "AUTH PLAIN " + plain, "AUTH PLAIN " + plain);
        assertThat(say(server, "AUTH PLAIN " + sasl("nobody\0" + ANNA + "\0" + password)))
                .startsWith("535");
        assertThat(say(server, "AUTH PLAIN " + sasl("\0" + bert() + "\0" + password)))
                .startsWith("454");
    }

    /// Only the directory, which is down, can know him.
    private static String bert() {
        return "bert@example.org";
    }

    private void administer(ServerProcess server) throws IOException {
        var added = command(server, "", "account", "app-password", "add", ANNA, "phone");
        var appPassword = secret(added.strip());
        expect(true, say(server, "AUTH PLAIN " + sasl("\0" + ANNA + "\0" + appPassword)));
        expect(false, say(server, "AUTH PLAIN " + sasl("\0" + ANNA + "\0" + appPassword + "x")));
        // Where it is imported to it stays until the next login, and in old pages for longer.
        var hash = leaks.secret("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
        leaks.add("import", command(server, hash, "account", "import", "carl@example.org"));
        expect(true, say(server, "AUTH PLAIN " + sasl("\0carl@example.org\0U*U")));
        var refused = server.command(wrong + "\n", List.of("account", "import", "x@example.org"));
        assertThat(refused.exitCode()).isOne();
        leaks.add("import refused", refused.mergeErr().out());
        var changed = secret("another horse, another staple");
        leaks.add(
                "password",
                command(server, changed, "account", "password", ANNA, "--password-stdin"));
        expect(true, say(server, "AUTH PLAIN " + sasl("\0" + ANNA + "\0" + changed)));
        leaks.add("show", command(server, "", "account", "show", ANNA, "--json"));
        leaks.add("logins", command(server, "", "logins", "list"));
        leaks.add(
                "check",
                Command.staffetta(
                                Distribution.built(),
                                "check",
                                "--show",
                                "--config",
                                folder.resolve("conf/staffetta.xml").toString())
                        .run()
                        .mergeErr()
                        .out());
    }

    private static String command(ServerProcess server, String input, String... words) {
        var done = server.command(input + "\n", new ArrayList<>(List.of(words)));
        assertThat(done.exitCode()).as(done.err()).isZero();
        return done.out() + done.err();
    }

    private static void expect(boolean success, String reply) {
        assertThat(reply).startsWith(success ? "235" : "535");
    }

    /// Base64 that must not be found either.
    private String sasl(String text) {
        var encoded = ScramLogin.base64(text);
        return text.equals(ANNA) ? encoded : leaks.message(encoded);
    }

    /// One connection; the last reply, or the first final one.
    private static String say(ServerProcess server, String... lines) {
        try (var wire = hello(server)) {
            var reply = "";
            for (var line : lines) {
                reply = wire.say(line);
                if (reply.startsWith("235") || reply.startsWith("454")) {
                    break;
                }
            }
            return reply;
        }
    }

    private static SmtpWire hello(ServerProcess server) {
        var wire = SmtpWire.connectTls(server.address("smtps"));
        wire.reply();
        wire.say("EHLO client.example.net");
        return wire;
    }

    private ServerProcess start(IntrospectionServer provider) throws IOException {
        var logging =
                Files.writeString(
                        folder.resolve("logback.xml"),
                        Files.readString(Distribution.built().home().resolve("conf/logback.xml"))
                                .replace("<root level=\"INFO\">", "<root level=\"TRACE\">")
                                .replaceAll("<logger [^>]*/>", ""));
        var oauth =
                """
                <mechanism use="oauth">
                  <issuer>http://localhost</issuer><audience>mail</audience>
                  <mode>introspection</mode>
                  <introspection>
                    <url>%s</url><client-id>staffetta</client-id><client-secret>%s</client-secret>
                    <lifetime>0s</lifetime>
                  </introspection>
                </mechanism>
                """
                        .formatted(provider.url(), clientSecret);
        var ldap =
                """
                <accounts use="ldap">
                  <url>ldap://127.0.0.1:%d</url><tls>none</tls>
                  <bind-dn>cn=admin,dc=example,dc=org</bind-dn><bind-password>%s</bind-password>
                  <base>dc=example,dc=org</base>
                </accounts>
                """
                        .formatted(FreePort.any(), bindPassword);
        var configuration =
                AuthConfigurations.write(
                        folder.resolve("conf"),
                        AuthConfigurations.full(
                                "<listener name=\"smtps\" protocol=\"submission\""
                                        + " bind=\"127.0.0.1:0\" tls=\"implicit\"/>",
                                AuthConfigurations.SQL
                                        + ldap
                                        + AuthConfigurations.mechanisms()
                                        + oauth,
                                ""));
        return ServerProcess.start(
                Distribution.built(),
                folder.resolve("data"),
                configuration,
                Map.of("STAFFETTA_OPTS", "-Dlogback.configurationFile=" + logging));
    }
}
