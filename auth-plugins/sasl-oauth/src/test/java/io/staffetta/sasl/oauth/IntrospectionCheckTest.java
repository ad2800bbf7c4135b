package io.staffetta.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class IntrospectionCheckTest {

    private static final String TOKEN = "2YotnFZFEjr1zCsicMWpAA==";

    private final TestIssuer issuer = new TestIssuer();
    private final TestClock clock = new TestClock();
    private final Client client = client("introspection", "");

    @AfterEach
    void close() {
        client.close();
        issuer.close();
    }

    @Test
    void asksTheIssuer() {
        var authorizations = new CopyOnWriteArrayList<String>();
        issuer.page(
                "/introspection",
                exchange -> {
                    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    TestIssuer.json(good()).answer(exchange);
                });

        client.assertIn(TOKEN);
        assertThat(issuer.requests())
                .last()
                .isEqualTo(
                        "POST /introspection token=2YotnFZFEjr1zCsicMWpAA%3D%3D"
                                + "&token_type_hint=access_token");
        assertThat(authorizations)
                .containsExactly(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("mail%3Aone:s%2Bcret".getBytes(UTF_8)));
    }

    @Test
    void keepsTheAnswerForAShortWhile() {
        issuer.page("/introspection", TestIssuer.json(good()));
        client.assertIn(TOKEN);
        client.assertIn(TOKEN);
        issuer.page("/introspection", TestIssuer.json(Map.of("active", false)));
        clock.pass("PT29S");
        client.assertIn(TOKEN);
        assertThat(issuer.requests("/introspection")).isEqualTo(1);
        clock.pass("PT1S");
        client.assertRefused(TOKEN, "not active");
        client.assertRefused(TOKEN, "not active");
        assertThat(issuer.requests("/introspection")).isEqualTo(2);
    }

    @Test
    void aKeptAnswerDoesNotOutliveTheToken() {
        var brief = good();
        brief.put("exp", TestClock.START.getEpochSecond() - 50);
        issuer.page("/introspection", TestIssuer.json(brief));
        client.assertIn(TOKEN);
        clock.pass("PT15S");
        client.assertRefused(TOKEN, "has expired");
        assertThat(issuer.requests("/introspection")).isEqualTo(1);
    }

    @Test
    void asksEachTimeIfToldTo() {
        issuer.page("/introspection", TestIssuer.json(good()));
        try (var strict = client("introspection", "<lifetime>0s</lifetime>")) {
            strict.assertIn(TOKEN);
            issuer.page("/introspection", TestIssuer.json(Map.of("active", false)));
            strict.assertRefused(TOKEN, "not active");
        }
    }

    @Test
    void keepsFewAnswers() {
        issuer.page("/introspection", TestIssuer.json(good()));
        try (var small = client("introspection", "<entries>2</entries>")) {
            for (var token : new String[] {"one", "two", "three", "three", "two", "one"}) {
                small.assertIn(token);
            }
        }
        assertThat(issuer.requests("/introspection")).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "aud, web, for another audience",
                "aud, -, for another audience",
                "iss, https://evil.example, by another issuer",
                "email, -, no claim email",
                "email_verified, -, email_verified",
                "email, bob@example.org, unknown account",
                "cnf, x, bound to a key",
                "exp, soon, the claim exp is no time"
            })
    void refusesAnswersThatDoNotSuit(String member, String value, String reason) {
        var answer = good();
        answer.remove(member);
        if (value != null) {
            answer.put(member, value);
        }
        issuer.page("/introspection", TestIssuer.json(answer));
        client.assertRefused(TOKEN, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"active\":true}",
                "401 | {\"active\":false}",
                "200 | {}",
                "200 | {\"active\":\"true\"}",
                "200 | active",
                "302 | {\"active\":true}"
            })
    void troubleIsNoVerdict(int status, String text) {
        issuer.page("/introspection", TestIssuer.text(status, text));
        client.assertTemporary(TOKEN, "/introspection");
        issuer.page("/introspection", TestIssuer.json(good()));
        client.assertIn(TOKEN);
    }

    @Test
    void anIssuerWithoutIntrospectionIsTrouble() {
        issuer.page(
                "/.well-known/openid-configuration",
                TestIssuer.json(Map.of("issuer", issuer.name())));
        client.assertTemporary(TOKEN, "no introspection_endpoint");
        try (var direct =
                client("introspection", "<url>" + issuer.name() + "/introspection</url>")) {
            issuer.page("/introspection", TestIssuer.json(good()));
            direct.assertIn(TOKEN);
        }
    }

    @Test
    void bothKindsCanBeTaken() {
        issuer.page("/introspection", TestIssuer.json(good()));
        try (var either = client("auto", "")) {
            either.assertIn(issuer.token(issuer.claims()));
            assertThat(issuer.requests("/introspection")).isZero();
            either.assertIn(TOKEN);
            assertThat(issuer.requests("/introspection")).isEqualTo(1);
        }
    }

    /// What is no good as a JWT gets no second chance.
    @ParameterizedTest
    @ValueSource(
            strings = {"eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "eyJ.a.b.c.d"})
    void aBadJwtIsNotAskedFor(String token) {
        issuer.page("/introspection", TestIssuer.json(good()));
        try (var either = client("auto", "")) {
            either.assertRefused(token, "");
            assertThat(issuer.requests("/introspection")).isZero();
        }
    }

    private Client client(String mode, String more) {
        return Client.of(
                Client.minimal(issuer)
                        + "<mode>"
                        + mode
                        + "</mode><introspection><client-id>mail:one</client-id>"
                        + "<client-secret>s+cret</client-secret>"
                        + more
                        + "</introspection>",
                clock);
    }

    private static Map<String, Object> good() {
        return new HashMap<>(
                Map.of(
                        "active", true,
                        "aud", "mail",
                        "scope", "mail",
                        "email", "alice@example.org",
                        "email_verified", true));
    }
}
