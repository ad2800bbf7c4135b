package io.staffetta.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;

import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.SaslMechanismContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class OauthMechanismTest {

    private final TestIssuer issuer = new TestIssuer();
    private final Client client = Client.of(Client.minimal(issuer), new TestClock());

    @AfterEach
    void close() {
        client.close();
        issuer.close();
    }

    @Nested
    class Oauthbearer implements SaslMechanismContract {
        @Override
        public SaslMechanism mechanism() {
            return client.form(Form.OAUTHBEARER);
        }

        @Override
        public List<byte[]> responses(String login, String password) {
            var first = Client.bearer(login, token(login, password));
            return isGood(login, password) ? List.of(first) : List.of(first, new byte[] {1});
        }
    }

    @Nested
    class Xoauth2 implements SaslMechanismContract {
        @Override
        public SaslMechanism mechanism() {
            return client.form(Form.XOAUTH2);
        }

        @Override
        public List<byte[]> responses(String login, String password) {
            var first = Client.xoauth(login, token(login, password));
            return isGood(login, password) ? List.of(first) : List.of(first, new byte[0]);
        }
    }

    @Test
    void bothFormsAreForTlsOnly() {
        assertThat(client.mechanism().forms())
                .extracting(SaslMechanism::name)
                .containsExactly("OAUTHBEARER", "XOAUTH2");
        assertThat(client.mechanism().forms()).allMatch(SaslMechanism::exposesPassword);
        assertThat(client.mechanism().exposesPassword()).isTrue();
        assertThat(client.mechanism().start(SaslMechanismContract.context(client.accounts())))
                .extracting(exchange -> exchange.opening())
                .isEqualTo(Opening.CLIENT);
    }

    @Test
    void oneFormCanBeSwitchedOff() {
        try (var xoauth =
                Client.of(Client.minimal(issuer) + "<form>xoauth2</form>", new TestClock())) {
            assertThat(xoauth.mechanism().name()).isEqualTo("XOAUTH2");
            assertThat(xoauth.mechanism().forms())
                    .extracting(SaslMechanism::name)
                    .containsExactly("XOAUTH2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice@example.org", "ALICE@example.org", "A.Liddell@Example.org"})
    void mayActAsItselfByAnyOfItsNames(String user) {
        assertThat(client.login(user, issuer.token(issuer.claims())))
                .isInstanceOf(SaslStep.Success.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@example.org", "alice", "root", " alice@example.org"})
    void mayNotActForAnother(String user) {
        assertThat(client.login(user, issuer.token(issuer.claims())))
                .isEqualTo(
                        new SaslStep.Failure(
                                SaslStep.Kind.AUTHORIZATION,
                                "alice@example.org",
                                "may not act for another account"));
    }

    /// RFC 7628 §4.3.
    @Test
    void theChallengeIsThatOfTheStandard() {
        try (var example =
                Client.of(
                        "<issuer>https://example.com</issuer><audience>mail</audience>"
                                + "<scope>example_scope</scope>",
                        new TestClock())) {
            assertThat(
                            example.challenge(
                                    Form.OAUTHBEARER,
                                    "n,a=user@example.com,\1host=server.example.com\1port=143\1auth=\1\1"
                                            .getBytes(UTF_8)))
                    .isEqualTo(
                            "{\"status\":\"invalid_token\",\"scope\":\"example_scope\","
                                    + "\"openid-configuration\":"
                                    + "\"https://example.com/.well-known/openid-configuration\"}");
            assertThat(example.challenge(Form.XOAUTH2, Client.xoauth("a", "tanstaaf")))
                    .isEqualTo(
                            "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"example_scope\"}");
        }
    }

    @Test
    void theChallengeTellsWhatTheTokenLacks() {
        try (var strict =
                Client.of(
                        Client.minimal(issuer) + "<scope>mail</scope><scope>send</scope>",
                        new TestClock())) {
            var token = issuer.token(issuer.claims());
            assertThat(strict.challenge(Form.OAUTHBEARER, Client.bearer("", token)))
                    .contains("\"insufficient_scope\"", "\"mail send\"");
            strict.assertRefused(token, "the token lacks the scope send");
        }
    }

    private String token(String login, String password) {
        return TestIssuer.signed(
                TestIssuer.header(JWSAlgorithm.RS256, "one").build(),
                issuer.claims().claim("email", login).build(),
                password.equals(FixedAccounts.PASSWORD) ? TestIssuer.RSA : TestIssuer.FOREIGN_RSA);
    }

    private static boolean isGood(String login, String password) {
        return login.equals(FixedAccounts.LOGIN) && password.equals(FixedAccounts.PASSWORD);
    }
}
