package io.staffetta.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.Random;

class ResponseTest {

    private static final String TOKEN = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";

    /// RFC 7628 §4.1 and §4.4: with the ports of IMAP and submission.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9"
                        + "QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB",
                "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9"
                        + "QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
            })
    void readsTheExamplesOfTheStandard(String base64) {
        assertThat(bearer(Base64.getDecoder().decode(base64)))
                .isEqualTo(new Response.Bearer("user@example.com", Secret.of(TOKEN)));
    }

    /// The example of Google's documentation.
    @Test
    void readsTheExampleOfXoauth2() {
        var base64 =
                "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSb"
                        + "GNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==";
        assertThat(Response.parse(Form.XOAUTH2, Base64.getDecoder().decode(base64), 12288))
                .isEqualTo(
                        new Response.Bearer(
                                "someuser@example.com",
                                Secret.of("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,,~auth=Bearer abc~~",
                "y,,~auth=bearer abc~~",
                "n,,~auth=BEARER   abc~~",
                "n,,~host=a~port=587~auth=Bearer abc~more=what ever\t\r\n~~",
            })
    void readsWhatMeansTheSame(String text) {
        assertThat(bearer(text)).isEqualTo(new Response.Bearer("", Secret.of("abc")));
    }

    @Test
    void decodesTheAuthorizationIdentity() {
        assertThat(bearer("n,a=a=2Cb=3D2C@example.org,~auth=Bearer abc~~"))
                .isEqualTo(new Response.Bearer("a,b=2C@example.org", Secret.of("abc")));
    }

    /// RFC 7628 §4.3: an empty one asks what is needed.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,a=u@example.com,~host=server.example.com~port=143~auth=~~",
                "n,a=u@example.com,~~",
                "n,a=u@example.com,~auth=Basic dTpw~~",
                "n,a=u@example.com,~auth=Bearer~~",
                "n,a=u@example.com,~auth=Bearer ~~",
                "n,a=u@example.com,~auth=Bearer a b~~",
                "n,a=u@example.com,~auth=Bearer =~~",
                "n,a=u@example.com,~auth=Bearer a\u00e9~~",
            })
    void anythingElseIsNoToken(String text) {
        assertThat(bearer(text)).isEqualTo(new Response.NoToken("u@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "~~",
                "n,,",
                "n,,~",
                "n,,~auth=Bearer abc",
                "n,,~auth=Bearer abc~",
                "n,,auth=Bearer abc~~",
                "n,~auth=Bearer abc~~",
                "n~auth=Bearer abc~~",
                "auth=Bearer abc~~",
                "p=tls-exporter,,~auth=Bearer abc~~",
                "F,n,,~auth=Bearer abc~~",
                "n,a=,~auth=Bearer abc~~",
                "n,b=x,~auth=Bearer abc~~",
                "n,a=a=b,~auth=Bearer abc~~",
                "n,a=a=2c,~auth=Bearer abc~~",
                "n,a=a\nb,~auth=Bearer abc~~",
                "n,,~auth=Bearer abc~auth=Bearer def~~",
                "n,,~auth=Bearer abc~~~",
                "n,,~~auth=Bearer abc~~",
                "n,,~auth=Bearer abc~~host=a~~",
                "n,,~=x~auth=Bearer abc~~",
                "n,,~auth~~",
                "n,,~a1=x~auth=Bearer abc~~",
                "n,,~host=a\0b~auth=Bearer abc~~",
            })
    void refusesWhatMakesNoSense(String text) {
        assertThat(bearer(text)).isInstanceOf(Response.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "~~",
                "user=a",
                "user=a~auth=Bearer abc",
                "user=a~auth=Bearer abc~",
                "n,,~auth=Bearer abc~~",
                "user=a~user=b~auth=Bearer abc~~",
                "user=a\nb~auth=Bearer abc~~",
            })
    void refusesWhatIsNoXoauth2(String text) {
        assertThat(Response.parse(Form.XOAUTH2, octets(text), 12288))
                .isInstanceOf(Response.Malformed.class);
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotUtf8(Form form) {
        assertThat(
                        Response.parse(
                                form,
                                "n,a=\u00e9,\1auth=Bearer abc\1\1".getBytes(ISO_8859_1),
                                12288))
                .isEqualTo(new Response.Malformed("response is not UTF-8"));
    }

    @Test
    void refusesALongName() {
        assertThat(bearer("n,a=" + "a".repeat(321) + ",~auth=Bearer abc~~"))
                .isInstanceOf(Response.Malformed.class);
    }

    @Test
    void neverShowsTheToken() {
        assertThat(bearer("n,,~auth=Bearer tanstaaf~~").toString()).doesNotContain("tanstaaf");
        assertThat(KeyValues.parse("auth=Bearer tanstaaf\1\1").toString())
                .doesNotContain("tanstaaf");
    }

    /// Whatever comes, there is an answer; and whatever is a token was in the response.
    @ParameterizedTest
    @EnumSource
    void survivesNonsense(Form form) {
        var random = new Random(20260301);
        var pieces =
                new String[] {
                    "n",
                    "y",
                    ",",
                    "a=",
                    "\1",
                    "auth=",
                    "Bearer ",
                    "abc",
                    "=",
                    "user=",
                    "=2C",
                    "host=",
                    "\0",
                    "é",
                    "~",
                    "\1\1",
                    "n,,\1auth=Bearer "
                };
        int tokens = 0;
        for (int round = 0; round < 50_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(9); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            var response = Response.parse(form, text.toString().getBytes(UTF_8), 12288);
            if (response instanceof Response.Bearer(var user, var token)) {
                tokens++;
                assertThat(text).contains("auth=Bearer " + token.reveal()).endsWith("\1\1");
                assertThat(user.chars()).noneMatch(Character::isISOControl);
            }
        }
        assertThat(tokens).isPositive();
    }

    @Test
    void longResponsesTakeLittleStack() {
        var octets =
                octets("n,a=" + "=2C".repeat(3000) + ",~auth=Bearer " + "a".repeat(9000) + "~~");
        assertThat(Response.parse(Form.OAUTHBEARER, octets, 1 << 20))
                .isInstanceOf(Response.Malformed.class);
    }

    private static Response bearer(String text) {
        return bearer(octets(text));
    }

    private static Response bearer(byte[] octets) {
        return Response.parse(Form.OAUTHBEARER, octets, 12288);
    }

    private static byte[] octets(String text) {
        return text.replace('~', '\1').getBytes(UTF_8);
    }
}
