package io.staffetta.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// An issuer that does not answer as it should is nobody's success and nobody's fault.
class IssuerTroubleTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final TestIssuer issuer = new TestIssuer();
    private final TestClock clock = new TestClock();
    private final Client client =
            Client.of(
                    Client.minimal(issuer)
                            + "<http><request-timeout>500ms</request-timeout>"
                            + "<max-document>4K</max-document></http>",
                    clock);
    private final CountDownLatch end = new CountDownLatch(1);
    private final String token = issuer.token(issuer.claims());

    @AfterEach
    void close() {
        end.countDown();
        client.close();
        issuer.close();
    }

    static Stream<TestIssuer.Page> troubles() {
        return Stream.of(
                TestIssuer.text(500, "{}"),
                TestIssuer.text(503, ""),
                TestIssuer.text(404, ""),
                TestIssuer.text(401, "{}"),
                TestIssuer.text(204, ""),
                TestIssuer.text(200, ""),
                TestIssuer.text(200, "<html>"),
                TestIssuer.text(200, "[]"),
                TestIssuer.text(200, "null"),
                TestIssuer.text(200, "{}"),
                TestIssuer.text(200, "{\"keys\":1,\"jwks_uri\":1}"),
                TestIssuer.text(200, "{\"keys\":[1]}"),
                TestIssuer.text(200, "{\"keys\":[null]}"),
                TestIssuer.text(200, "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\"}]}"),
                TestIssuer.text(200, "{\"a\":".repeat(600) + "1" + "}".repeat(600)),
                TestIssuer.text(200, "{\"a\":\"" + "a".repeat(5000) + "\"}"),
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(302, -1);
                });
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void withItsDescription(TestIssuer.Page trouble) {
        issuer.page(DISCOVERY, trouble);
        issuer.page("/elsewhere", TestIssuer.json(issuer.discovery()));

        client.assertTemporary(token, DISCOVERY);
        assertThat(issuer.requests("/elsewhere")).isZero();
        recovers(() -> issuer.page(DISCOVERY, TestIssuer.json(issuer.discovery())));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void withItsKeys(TestIssuer.Page trouble) {
        issuer.page("/keys", trouble);

        client.assertTemporary(token, "/keys");
        recovers(() -> issuer.keys(TestIssuer.RSA));
    }

    @Test
    void thatNeverAnswers() {
        issuer.page("/keys", _ -> await());

        client.assertTemporary(token, "/keys");
        recovers(() -> issuer.keys(TestIssuer.RSA));
    }

    @Test
    void thatDripsForever() {
        issuer.page(
                "/keys",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await();
                });

        client.assertTemporary(token, "no answer in");
        recovers(() -> issuer.keys(TestIssuer.RSA));
    }

    @Test
    void thatSendsForever() {
        issuer.page(
                "/keys",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (true) {
                        exchange.getResponseBody().write(new byte[1024]);
                    }
                });

        client.assertTemporary(token, "/keys");
    }

    @Test
    void thatIsNotThere() {
        issuer.close();

        client.assertTemporary(token, DISCOVERY);
    }

    @Test
    void whoseDescriptionIsOfAnother() {
        var other = new HashMap<>(issuer.discovery());
        other.put("issuer", "https://evil.example");
        issuer.page(DISCOVERY, TestIssuer.json(other));

        client.assertTemporary(token, "is not the document of " + issuer.name());
    }

    @Test
    void whoseKeysLieInTheOpen() {
        var other = new HashMap<>(issuer.discovery());
        other.put("jwks_uri", "http://192.0.2.1/keys");
        issuer.page(DISCOVERY, TestIssuer.json(other));

        client.assertTemporary(token, "http://192.0.2.1/keys: not a https URL");
    }

    @Test
    void thatPublishesKeysOfNewKindsToo() {
        issuer.page(
                "/keys",
                TestIssuer.json(
                        Map.of(
                                "keys",
                                List.of(
                                        Map.of("kty", "AKP", "alg", "ML-DSA-44", "kid", "pq"),
                                        TestIssuer.RSA.toPublicJWK().toJSONObject()))));

        client.assertIn(token);
    }

    /// A burst of logins costs a dead issuer one question.
    @Test
    void isLeftAloneForAWhile() {
        issuer.page("/keys", TestIssuer.text(500, ""));
        for (int i = 0; i < 20; i++) {
            client.assertTemporary(token, "/keys: status 500");
        }
        assertThat(issuer.requests("/keys")).isEqualTo(1);
        clock.pass("PT10S");
        client.assertTemporary(token, "/keys: status 500");
        assertThat(issuer.requests("/keys")).isEqualTo(2);
    }

    @Test
    void isBridgedByItsKeysForAWhileOnly() {
        var lasting = issuer.token(issuer.claims().expirationTime(TestClock.date(86400)));
        client.assertIn(lasting);
        issuer.page("/keys", TestIssuer.text(500, ""));
        clock.pass("PT14M");
        client.assertIn(lasting);
        assertThat(issuer.requests("/keys")).isEqualTo(2);
        clock.pass("PT2M");
        client.assertTemporary(lasting, "/keys: status 500");
        issuer.keys(TestIssuer.RSA);
        clock.pass("PT10S");
        client.assertIn(lasting);
    }

    @Test
    void keysAreFetchedAnewInTime() {
        var lasting = issuer.token(issuer.claims().expirationTime(TestClock.date(86400)));
        for (int i = 0; i < 6; i++) {
            client.assertIn(lasting);
            clock.pass("PT1M");
        }
        client.assertIn(lasting);
        assertThat(issuer.requests("/keys")).isEqualTo(2);
        // A key that is taken back is worth nothing after that.
        issuer.keys(TestIssuer.SECOND_RSA);
        clock.pass("PT5M");
        client.assertRefused(lasting, "not by a key of");
    }

    @Test
    void anUnknownKeyIsAskedForAtMostOnceInAWhile() {
        var byNew =
                TestIssuer.signed(
                        TestIssuer.header(JWSAlgorithm.RS256, "two").build(),
                        issuer.claims().build(),
                        TestIssuer.SECOND_RSA);
        client.assertIn(token);
        issuer.keys(TestIssuer.SECOND_RSA);
        // The keys are seconds old: there can be no newer ones.
        client.assertRefused(byNew, "not by a key of");
        assertThat(issuer.requests("/keys")).isEqualTo(1);
        clock.pass("PT10S");
        client.assertIn(byNew);
        client.assertRefused(token, "not by a key of");
        for (int i = 0; i < 20; i++) {
            client.assertRefused(token, "not by a key of");
        }
        assertThat(issuer.requests("/keys")).isEqualTo(2);
    }

    @Test
    void anUnknownKeyOfAnIssuerThatIsDownMayBeGood() {
        client.assertIn(token);
        issuer.page("/keys", TestIssuer.text(500, ""));
        clock.pass("PT10S");
        var byNew =
                TestIssuer.signed(
                        TestIssuer.header(JWSAlgorithm.RS256, "two").build(),
                        issuer.claims().build(),
                        TestIssuer.SECOND_RSA);
        client.assertTemporary(byNew, "/keys: status 500");
        client.assertTemporary(byNew, "/keys: status 500");
        client.assertIn(token);
        assertThat(issuer.requests("/keys")).isEqualTo(2);
    }

    @Test
    void keysMayLieElsewhere() {
        issuer.page(DISCOVERY, TestIssuer.text(404, ""));
        try (var direct =
                Client.of(
                        Client.minimal(issuer)
                                + "<keys><url>"
                                + issuer.name()
                                + "/keys</url></keys>",
                        clock)) {
            direct.assertIn(token);
        }
    }

    private void recovers(Runnable repair) {
        repair.run();
        clock.pass("PT10S");
        client.assertIn(token);
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
