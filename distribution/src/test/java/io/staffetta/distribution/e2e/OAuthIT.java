package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.OpenIdProvider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Clients with tokens of a real OpenID provider, which comes and goes.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OAuthIT {

    private static final String ANNA = "anna@example.org";

    /// Keys are forgotten at once, so that each login needs the provider.
    private static final String JWT =
            """
            <mechanism use="oauth">
              <issuer>%s</issuer><audience>mail</audience><scope>mail</scope>
              <clock-skew>0s</clock-skew>
              <keys><refresh>1ms</refresh><lifetime>1ms</lifetime><retry>0s</retry></keys>
            </mechanism>
            """;

    private static final String INTROSPECTION =
            """
            <mechanism use="oauth">
              <form>xoauth2</form>
              <issuer>%s</issuer><audience>mail</audience><mode>introspection</mode>
              <introspection>
                <client-id>test</client-id><client-secret>test-secret</client-secret>
                <lifetime>0s</lifetime>
              </introspection>
            </mechanism>
            """;

    private static final String LISTENERS =
            """
            <listener name="submission" protocol="submission" bind="127.0.0.1:0" tls="required"/>
            <listener name="smtps" protocol="submission" bind="127.0.0.1:0" tls="implicit"/>
            """;

    @TempDir static Path folder;
    private static OpenIdProvider provider;
    private static ServerProcess server;
    private static ServerProcess asking;

    @BeforeAll
    static void start() {
        provider = OpenIdProvider.start();
        server = start("jwt", JWT);
        asking = start("asking", INTROSPECTION);
    }

    @AfterAll
    static void stop() {
        for (var started : new ServerProcess[] {server, asking}) {
            if (started != null) {
                started.close();
            }
        }
        if (provider != null) {
            provider.close();
        }
    }

    static Stream<Arguments> logins() {
        return Stream.of("submission", "smtps")
                .flatMap(listener ->
                        Stream.of(
                                Arguments.of(new Curl(), "OAUTHBEARER", listener, false),
                                Arguments.of(new Curl(), "XOAUTH2", listener, true),
                                Arguments.of(new Msmtp(), "OAUTHBEARER", listener, false),
                                Arguments.of(new Msmtp(), "XOAUTH2", listener, false),
                                Arguments.of(new JakartaMail(), "XOAUTH2", listener, false),
                                Arguments.of(new JakartaMail(), "XOAUTH2", listener, true)));
    }

    /// By the provider's keys, or by asking it.
    @ParameterizedTest
    @MethodSource("logins")
    @Order(1)
    void logsInAndSends(MailProgram program, String mechanism, String listener, boolean asks) {
        program.assumeInstalled();
        var used = asks ? asking : server;
        var subject =
                "%s by %s at %s".formatted(mechanism, program.getClass().getSimpleName(), listener);
        var order =
                new MailProgram.Order(
                        used.port(listener),
                        listener.equals("smtps"),
                        mechanism,
                        ANNA,
                        token(asks ? OpenIdProvider.OPAQUE : OpenIdProvider.JWT),
                        folder,
                        subject);
        int before = AuthConfigurations.logins(used, mechanism, "success");
        var done = program.run(order);
        assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
        assertThat(AuthConfigurations.logins(used, mechanism, "success")).isEqualTo(before + 1);
        assertThat(Maildir.of(used, "anna", "example.org").awaitContaining(subject))
                .contains("with ESMTPSA");

        var refused = program.run(order.withPassword("tanstaaf"));
        assertThat(refused.exitCode()).isNotZero();
        if (program.shows(mechanism)) {
            assertThat(refused.out() + refused.err()).contains("535");
        }
    }

    @Test
    @Order(2)
    void tokensForOthersAreRefused() {
        var claims = "{\"email\":\"%s\",\"email_verified\":true}".formatted(ANNA);
        var form = Map.of("resource", OpenIdProvider.JWT, "scope", "mail", "claims", claims);
        assertThat(bearer(provider.token(form))).startsWith("235");
        assertThat(bearer(provider.token(with(form, "audience", "web")))).startsWith("535");
        assertThat(bearer(provider.token(with(form, "scope", "other")))).startsWith("535");
        assertThat(bearer(provider.token(OpenIdProvider.JWT, "mallory@example.org")))
                .startsWith("535");
        var brief = provider.token(with(form, "ttl", "1"));
        Patience.until(() -> bearer(brief).startsWith("535"), () -> "the token does not expire");
    }

    @Test
    @Order(3)
    void tokensAreTakenBack() {
        var token = token(OpenIdProvider.OPAQUE);
        assertThat(xoauth2(asking, token)).startsWith("235");
        provider.revoke(token);
        assertThat(xoauth2(asking, token)).startsWith("535");
    }

    @Test
    @Order(4)
    void aProviderThatIsDownIsNobodysFault() {
        var token = token(OpenIdProvider.JWT);
        var opaque = token(OpenIdProvider.OPAQUE);
        assertThat(bearer(token)).startsWith("235");
        provider.close();
        assertThat(bearer(token)).startsWith("454 4.7.0");
        assertThat(xoauth2(server, token)).startsWith("454 4.7.0");
        assertThat(xoauth2(asking, opaque)).startsWith("454 4.7.0");
        provider = OpenIdProvider.start(provider.port());
        assertThat(bearer(token)).as("it has other keys now").startsWith("535");
        assertThat(bearer(token(OpenIdProvider.JWT))).startsWith("235");
        assertThat(xoauth2(asking, token(OpenIdProvider.OPAQUE))).startsWith("235");
    }

    private static ServerProcess start(String name, String mechanism) {
        var started =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve(name),
                        AuthConfigurations.write(
                                folder.resolve(name + ".conf"),
                                AuthConfigurations.full(
                                        LISTENERS,
                                        "<accounts use=\"sql\"/>"
                                                + mechanism.formatted(provider.issuer()),
                                        "")));
        started.addAccount(ANNA, "a password that nobody uses");
        return started;
    }

    private static String token(String kind) {
        return provider.token(kind, ANNA);
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        var changed = new HashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    private static String bearer(String token) {
        return login(
                server,
                List.of("OAUTHBEARER", "n,a=" + ANNA + ",\1auth=Bearer " + token + "\1\1", "AQ=="));
    }

    private static String xoauth2(ServerProcess at, String token) {
        return login(
                at, List.of("XOAUTH2", "user=" + ANNA + "\1auth=Bearer " + token + "\1\1", ""));
    }

    /// The last reply; an error challenge is answered first.
    private static String login(ServerProcess at, List<String> words) {
        try (var wire = SmtpWire.connectTls(at.address("smtps"))) {
            wire.reply();
            wire.say("EHLO client.example.net");
            var reply = wire.say("AUTH " + words.get(0) + " " + ScramLogin.base64(words.get(1)));
            return reply.startsWith("334") ? wire.say(words.get(2)) : reply;
        }
    }
}
