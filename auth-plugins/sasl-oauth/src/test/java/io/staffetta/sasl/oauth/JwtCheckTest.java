package io.staffetta.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class JwtCheckTest {

    private final TestIssuer issuer = new TestIssuer();
    private final TestClock clock = new TestClock();
    private final Client client = client("<scope>mail</scope>");

    @AfterEach
    void close() {
        client.close();
        issuer.close();
    }

    @Test
    void takesAGoodToken() {
        client.assertIn(issuer.token(issuer.claims()));
        client.assertIn(
                TestIssuer.signed(
                        TestIssuer.header(JWSAlgorithm.ES256, "ec").build(),
                        issuer.claims().build(),
                        TestIssuer.EC));
        client.assertIn(
                TestIssuer.signed(
                        TestIssuer.header(JWSAlgorithm.PS256, "one").build(),
                        issuer.claims().build(),
                        TestIssuer.RSA));
        assertThat(issuer.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "JWT"})
    void takesTheTypesOfAccessTokens(String type) {
        client.assertIn(typed(new JOSEObjectType(type)));
    }

    @Test
    void takesTokensWithoutTypeAndKeyName() {
        client.assertIn(
                TestIssuer.signed(
                        new JWSHeader(JWSAlgorithm.RS256),
                        issuer.claims().build(),
                        TestIssuer.RSA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt", "id_token"})
    void refusesOtherTypes(String type) {
        client.assertRefused(typed(new JOSEObjectType(type)), "not an access token");
    }

    @Test
    void refusesASignatureByAnotherKeyOfThatName() {
        client.assertRefused(
                signed(
                        TestIssuer.header(JWSAlgorithm.RS256, "one").build(),
                        TestIssuer.FOREIGN_RSA),
                "the signature is not by a key of");
    }

    @Test
    void refusesAShortKeyEvenIfItIsPublished() {
        client.assertRefused(
                signed(
                        TestIssuer.header(JWSAlgorithm.RS256, "short").build(),
                        TestIssuer.SHORT_RSA),
                "the signature is not by a key of");
    }

    @Test
    void refusesAnAlgorithmThatIsNotAllowed() {
        client.assertRefused(
                signed(TestIssuer.header(JWSAlgorithm.RS512, "one").build(), TestIssuer.RSA),
                "algorithm that is not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "HS512", "foo"})
    void refusesAlgorithmsWithoutAKeyOfTheIssuer(String algorithm) throws Exception {
        var header = Base64URL.encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"one\"}");
        var input = header + "." + payload();

        assertOut(input + ".");
        // The classic: the public key, which anybody has, as the secret of HMAC.
        for (var secret :
                List.of(
                        TestIssuer.RSA.toRSAPublicKey().getEncoded(),
                        pem(TestIssuer.RSA.toRSAPublicKey().getEncoded()),
                        TestIssuer.RSA.toPublicJWK().toJSONString().getBytes(UTF_8))) {
            assertOut(input + "." + Base64URL.encode(hmac(secret, input)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../dev/null",
                "/dev/null",
                "one' OR '1'='1",
                "http://127.0.0.1:1/keys",
                "ONE"
            })
    void theNameOfAKeyIsANameOnly(String kid) {
        client.assertRefused(
                signed(TestIssuer.header(JWSAlgorithm.RS256, kid).build(), TestIssuer.RSA),
                "the signature is not by a key of");
    }

    @Test
    void keysInTheTokenAreNotLookedAt() {
        issuer.page(
                "/evil",
                TestIssuer.json(
                        Map.of(
                                "keys",
                                List.of(TestIssuer.FOREIGN_RSA.toPublicJWK().toJSONObject()))));
        var header =
                TestIssuer.header(JWSAlgorithm.RS256, "one")
                        .jwkURL(URI.create(issuer.name() + "/evil"))
                        .x509CertURL(URI.create(issuer.name() + "/evil"))
                        .jwk(TestIssuer.FOREIGN_RSA.toPublicJWK())
                        .build();
        client.assertRefused(signed(header, TestIssuer.FOREIGN_RSA), "not by a key of");
        assertThat(issuer.requests("/evil")).isZero();
        client.assertIn(signed(header, TestIssuer.RSA));
    }

    @Test
    void refusesExtensionsThatMustBeUnderstood() {
        var critical =
                TestIssuer.header(JWSAlgorithm.RS256, "one")
                        .criticalParams(Set.of("x"))
                        .customParam("x", 1)
                        .build();
        client.assertRefused(signed(critical, TestIssuer.RSA), "extension");
    }

    @Test
    void aChangedTokenIsWorthNothing() {
        var token = issuer.token(issuer.claims());
        var parts = token.split("\\.");
        var other = issuer.token(issuer.claims().claim("email", "bob@example.org")).split("\\.");
        assertOut(parts[0] + "." + other[1] + "." + parts[2]);
        assertOut(parts[0] + "." + parts[1] + ".");
        assertOut(parts[0] + "." + parts[1]);
        assertOut(token + "." + parts[2] + "." + parts[2]);
        assertOut("." + parts[1] + "." + parts[2]);
    }

    @Test
    void refusesEncryptedTokens() {
        var header =
                Base64URL.encode("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":\"one\"}");
        client.assertRefused(header + ".AAAA.AAAA.AAAA.AAAA", "not a signed JWT");
        client.assertRefused(header + ".AAAA.AAAA", "not a signed JWT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "1",
                "",
                "{\"alg\":null}",
                "{\"alg\":1}",
                "{\"alg\":{}}",
                "{\"alg\":\"RS256\",\"kid\":1}",
                "{\"alg\":\"RS256\",\"typ\":1}",
                "{\"alg\":\"RS256\",\"crit\":1}",
                "{\"alg\":\"RS256\",\"jwk\":1}",
                "{\"alg\":\"RS256\",\"x5c\":[null]}",
                "{\"alg\":\"RS256\",\"b64\":false}"
            })
    void refusesHeadersThatMakeNoSense(String header) {
        assertOut(Base64URL.encode(header) + "." + payload() + ".AAAA");
    }

    @Test
    void survivesDeepNesting() {
        var deep = "[".repeat(3000) + "]".repeat(3000);
        var header = TestIssuer.header(JWSAlgorithm.RS256, "one").build().toBase64URL();
        assertOut(header + "." + Base64URL.encode("{\"a\":" + deep + "}") + ".AAAA");
        assertOut(Base64URL.encode("{\"alg\":\"RS256\",\"a\":" + deep + "}") + ".AAAA.AAAA");
        assertOut(Base64URL.encode("{\"a\":".repeat(1500) + "1" + "}".repeat(1500)) + ".AAAA.AAAA");
    }

    /// RFC 7519 §4: the last one counts, or none at all.
    @Test
    void theFirstOfTwoClaimsNeverCounts() throws Exception {
        var good = issuer.claims().audience("web").build().toString();
        assertThat(good).contains("\"aud\":\"web\"");
        assertOut(signedText(good.replaceFirst("\\{", "{\"aud\":\"mail\",")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "null", "", "{", "{}{}", "NaN", "{\"iss\":1}"})
    void refusesAPayloadThatIsNoClaims(String payload) throws Exception {
        assertOut(signedText(payload));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "iss       | https://evil.example | by another issuer",
                "iss       | -                    | by another issuer",
                "aud       | web                  | for another audience: web",
                "aud       | MAIL                 | for another audience: MAIL",
                "aud       | mail web             | for another audience: mail web",
                "aud       | any                  | for another audience: any",
                "aud       | -                    | for another audience: none",
                "exp       | -                    | never expires",
                "exp       | tomorrow             | the claim exp is no time",
                "nbf       | tomorrow             | the claim nbf is no time",
                "scope     | openid               | lacks the scope mail",
                "scope     | mailing MAIL         | lacks the scope mail",
                "scope     | -                    | lacks the scope mail",
                "email     | -                    | no claim email",
                "email     | bob@example.org      | unknown account",
                "email_verified | -               | email_verified is not true",
                "email_verified | false           | email_verified is not true",
                "email_verified | yes             | email_verified is not true",
            })
    void refusesClaimsThatDoNotSuit(String claim, String value, String reason) throws Exception {
        var values = new LinkedHashMap<>(issuer.claims().build().toJSONObject());
        values.remove(claim);
        if (value != null) {
            values.put(claim, value);
        }
        client.assertRefused(signedText(JSONObjectUtils.toJSONString(values)), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -59, true",
        "exp, -60, false",
        "exp, -3600, false",
        "nbf, 60, true",
        "nbf, 61, false",
        "iat, 60, true",
        "iat, 61, false",
        "iat, -864000, true"
    })
    void clocksMayDifferALittle(String claim, long seconds, boolean good) {
        var token = issuer.token(issuer.claims().claim(claim, TestClock.date(seconds)));
        if (good) {
            client.assertIn(token);
        } else {
            assertOut(token);
        }
    }

    @Test
    void timeEndsEveryToken() {
        var token = issuer.token(issuer.claims());
        client.assertIn(token);
        clock.pass("PT11M");
        client.assertRefused(token, "has expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "9223372036854775807", "99999999999999999999999999"})
    void numbersOfAnySizeAreTimes(String number) throws Exception {
        var claims = issuer.claims().expirationTime(null).build().toString();
        client.assertIn(signedText(claims.replaceFirst("\\{", "{\"exp\":" + number + ",")));
        assertOut(signedText(claims.replaceFirst("\\{", "{\"exp\":-" + number + ",")));
    }

    @Test
    void refusesATokenBoundToAKey() {
        client.assertRefused(
                issuer.token(issuer.claims().claim("cnf", Map.of("jkt", "abc"))), "bound to a key");
    }

    @Test
    void takesListsWhereListsMayStand() {
        client.assertIn(
                issuer.token(
                        issuer.claims()
                                .audience(List.of("web", "mail"))
                                .claim("scope", null)
                                .claim("scp", List.of("other", "mail"))));
    }

    @Test
    void takesAnyAudienceOnlyIfToldTo() {
        try (var any =
                Client.of(
                        "<issuer>" + issuer.name() + "</issuer><audience>any</audience>", clock)) {
            any.assertIn(issuer.token(issuer.claims().audience("web")));
            any.assertIn(issuer.token(issuer.claims().audience((String) null)));
        }
    }

    @Test
    void algorithmsAreChosen() {
        try (var es512 = client("<algorithm>RS512</algorithm>")) {
            es512.assertIn(
                    signed(TestIssuer.header(JWSAlgorithm.RS512, "one").build(), TestIssuer.RSA));
            es512.assertRefused(issuer.token(issuer.claims()), "algorithm that is not allowed");
        }
    }

    @Test
    void eachIssuerSignsForItselfOnly() {
        try (var second = new TestIssuer();
                var both =
                        Client.of(
                                Client.minimal(issuer) + "<issuer>" + second.name() + "</issuer>",
                                clock)) {
            second.keys(TestIssuer.SECOND_RSA);
            both.assertIn(issuer.token(issuer.claims()));
            both.assertIn(bySecond(TestIssuer.claims(second.name()).build()));
            both.assertRefused(
                    bySecond(issuer.claims().build()), "not by a key of " + issuer.name());
        }
    }

    @Test
    void namesWithoutADomainGetOne() {
        try (var named =
                client(
                        "<account-claim>preferred_username</account-claim>"
                                + "<account-domain>example.org</account-domain>")) {
            named.assertIn(issuer.token(issuer.claims().claim("preferred_username", "alice")));
            named.assertIn(
                    issuer.token(issuer.claims().claim("preferred_username", "alice@example.org")));
            named.assertRefused(
                    issuer.token(issuer.claims().claim("preferred_username", List.of("alice"))),
                    "no claim preferred_username");
            named.assertRefused(
                    issuer.token(issuer.claims().claim("preferred_username", "a\r\nb")),
                    "the claim preferred_username is no name");
        }
    }

    @Test
    void anIssuerMayBeForSomeDomainsOnly() {
        try (var other = client("<domain>example.com</domain><domain>example.net</domain>");
                var same = client("<domain>example.org</domain>")) {
            other.assertRefused(
                    issuer.token(issuer.claims()), "in another domain: alice@example.org");
            same.assertIn(issuer.token(issuer.claims()));
            same.assertRefused(
                    issuer.token(issuer.claims().claim("email", "alice")), "in another domain");
        }
    }

    @Test
    void unverifiedAddressesCountOnlyIfToldTo() {
        try (var trusting = client("<email-verified>ignored</email-verified>")) {
            trusting.assertIn(issuer.token(issuer.claims().claim("email_verified", null)));
        }
    }

    private Client client(String more) {
        return Client.of(Client.minimal(issuer) + more, clock);
    }

    private void assertOut(String token) {
        client.assertRefused(token, "");
    }

    private String typed(JOSEObjectType type) {
        return signed(
                TestIssuer.header(JWSAlgorithm.RS256, "one").type(type).build(), TestIssuer.RSA);
    }

    private String signed(JWSHeader header, RSAKey key) {
        return TestIssuer.signed(header, issuer.claims().build(), key);
    }

    private static String bySecond(JWTClaimsSet claims) {
        return TestIssuer.signed(
                TestIssuer.header(JWSAlgorithm.RS256, "two").build(),
                claims,
                TestIssuer.SECOND_RSA);
    }

    private static String signedText(String payload) throws Exception {
        var token =
                new JWSObject(
                        TestIssuer.header(JWSAlgorithm.RS256, "one").build(), new Payload(payload));
        token.sign(new RSASSASigner(TestIssuer.RSA));
        return token.serialize();
    }

    private String payload() {
        return issuer.token(issuer.claims()).split("\\.")[1];
    }

    private static byte[] pem(byte[] der) {
        return ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(US_ASCII);
    }

    private static byte[] hmac(byte[] secret, String input) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(input.getBytes(US_ASCII));
    }
}
