package io.staffetta.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.staffetta.spi.auth.SaslStep;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.OpenIdProvider;
import io.staffetta.testkit.SaslMechanismContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Against a real OpenID provider.
class OpenIdProviderTest {

    private static final String INTROSPECTION =
            "<introspection><client-id>test</client-id><client-secret>test-secret</client-secret>"
                    + "</introspection>";

    private OpenIdProvider provider = OpenIdProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    void signsTokens(String algorithm) {
        var token = provider.token("urn:test:jwt:" + algorithm, FixedAccounts.LOGIN);
        try (var client = client("<scope>mail</scope>")) {
            client.assertIn(token);
            assertThat(
                            client.form(Form.XOAUTH2)
                                    .start(SaslMechanismContract.context(client.accounts()))
                                    .next(Client.xoauth(FixedAccounts.LOGIN, token)))
                    .isInstanceOf(SaslStep.Success.class);
            client.assertRefused(
                    provider.token("urn:test:jwt:" + algorithm, "mallory@example.org"),
                    "unknown account");
        }
    }

    @Test
    void tellsAboutTokens() {
        var token = provider.token(OpenIdProvider.OPAQUE, FixedAccounts.LOGIN);
        try (var client = client("<scope>mail</scope><mode>auto</mode>" + INTROSPECTION);
                var other = client("<mode>introspection</mode>" + INTROSPECTION)) {
            client.assertIn(token);
            client.assertIn(provider.token(OpenIdProvider.JWT, FixedAccounts.LOGIN));
            client.assertRefused("tanstaaf", "not active");
            provider.revoke(token);
            // Kept by one, unknown to the other.
            client.assertIn(token);
            other.assertRefused(token, "not active");
        }
    }

    @Test
    void theClientItselfMustBeKnown() {
        try (var client =
                client(
                        "<mode>introspection</mode>"
                                + INTROSPECTION.replace("-secret<", "-wrong<"))) {
            client.assertTemporary(
                    provider.token(OpenIdProvider.OPAQUE, FixedAccounts.LOGIN), "status 401");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OpenIdProvider.JWT, OpenIdProvider.OPAQUE})
    void tokensForOthersAreRefused(String kind) {
        var claims = "{\"email\":\"alice@example.org\",\"email_verified\":true}";
        try (var client = client("<scope>mail</scope><mode>auto</mode>" + INTROSPECTION)) {
            client.assertRefused(
                    provider.token(Map.of("resource", kind, "claims", claims, "scope", "other")),
                    "lacks the scope mail");
            client.assertRefused(
                    provider.token(
                            Map.of(
                                    "resource",
                                    kind,
                                    "claims",
                                    claims,
                                    "scope",
                                    "mail",
                                    "audience",
                                    "web")),
                    "for another audience: web");
            client.assertRefused(
                    provider.token(
                            Map.of(
                                    "resource",
                                    kind,
                                    "claims",
                                    "{\"email\":\"alice@example.org\"}",
                                    "scope",
                                    "mail")),
                    "email_verified");
        }
    }

    @Test
    void tokensExpire() {
        var token = provider.token(OpenIdProvider.JWT, FixedAccounts.LOGIN);
        InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(12));
        try (var client = Client.of(minimal(), later)) {
            client.assertRefused(token, "has expired");
        }
    }

    @Test
    void keysChange() {
        var old = provider.token(OpenIdProvider.JWT, FixedAccounts.LOGIN);
        try (var client = client("<keys><retry>0s</retry></keys>")) {
            client.assertIn(old);
            provider.rotateKeys();
            client.assertIn(provider.token(OpenIdProvider.JWT, FixedAccounts.LOGIN));
            client.assertRefused(old, "not by a key of");
        }
    }

    @Test
    void diesAndComesBack() {
        var token = provider.token(OpenIdProvider.JWT, FixedAccounts.LOGIN);
        try (var client = client("<keys><retry>0s</retry></keys>");
                var asking =
                        client(
                                "<keys><retry>0s</retry></keys><mode>introspection</mode>"
                                        + INTROSPECTION.replace(
                                                "</introspection>",
                                                "<lifetime>0s</lifetime></introspection>"))) {
            asking.assertIn(provider.token(OpenIdProvider.OPAQUE, FixedAccounts.LOGIN));
            provider.close();
            client.assertTemporary(token, provider.issuer());
            asking.assertTemporary("tanstaaf", provider.issuer());
            provider = OpenIdProvider.start(provider.port());
            client.assertIn(provider.token(OpenIdProvider.JWT, FixedAccounts.LOGIN));
            client.assertRefused(token, "not by a key of");
            asking.assertIn(provider.token(OpenIdProvider.OPAQUE, FixedAccounts.LOGIN));
        }
    }

    @Test
    void isBelievedByItsCertificate(@TempDir Path folder) {
        certificate(folder);
        try (var secure =
                OpenIdProvider.start(
                        folder.resolve("certificate.pem"), folder.resolve("key.pem"))) {
            var token = secure.token(OpenIdProvider.JWT, FixedAccounts.LOGIN);
            var settings = "<issuer>" + secure.issuer() + "</issuer><audience>mail</audience>";
            try (var client =
                            Client.of(
                                    settings
                                            + "<http><ca-file>"
                                            + folder.resolve("certificate.pem")
                                            + "</ca-file></http>",
                                    InstantSource.system());
                    var stranger = Client.of(settings, InstantSource.system())) {
                client.assertIn(token);
                stranger.assertTemporary(token, secure.issuer());
            }
        }
    }

    private Client client(String more) {
        return Client.of(minimal() + more, InstantSource.system());
    }

    private String minimal() {
        return "<issuer>" + provider.issuer() + "</issuer><audience>mail</audience>";
    }

    private static void certificate(Path folder) {
        try {
            var openssl =
                    new ProcessBuilder(
                                    "openssl",
                                    "req",
                                    "-x509",
                                    "-newkey",
                                    "ec",
                                    "-pkeyopt",
                                    "ec_paramgen_curve:P-256",
                                    "-nodes",
                                    "-days",
                                    "2",
                                    "-subj",
                                    "/CN=localhost",
                                    "-addext",
                                    "subjectAltName=DNS:localhost",
                                    "-keyout",
                                    "key.pem",
                                    "-out",
                                    "certificate.pem")
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start();
            assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(openssl.exitValue()).isZero();
        } catch (IOException e) {
            abort("openssl does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
