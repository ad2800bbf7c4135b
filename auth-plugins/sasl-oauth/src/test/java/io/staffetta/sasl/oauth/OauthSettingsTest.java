package io.staffetta.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;

class OauthSettingsTest {

    private static final String LEAST =
            "<issuer>https://id.example.org</issuer><audience>mail</audience>";

    @Test
    void needsAnIssuerAndAnAudience() {
        var settings = TestSettings.of(LEAST);

        assertThat(settings.issuers()).containsExactly(URI.create("https://id.example.org"));
        assertThat(settings.forms()).containsExactly(Form.OAUTHBEARER, Form.XOAUTH2);
        assertThat(settings.mode()).isEqualTo(OauthSettings.Mode.JWT);
        assertThat(settings.algorithms()).containsExactly("RS256", "PS256", "ES256", "EdDSA");
        assertThat(settings.clockSkew()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.accountClaim()).isEqualTo("email");
        assertThat(settings.keys().lifetime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.introspection().entries()).isEqualTo(1000);
        assertThat(settings.http().maxDocument()).isEqualTo(262144);
        assertThat(settings.maxResponse()).isEqualTo(12288);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<audience>mail</audience> | issuer is required",
                "<issuer>https://id.example.org</issuer> | audience is required",
                "<issuer>id.example.org</issuer><audience>mail</audience> | issuer must be a https"
                        + " URL",
                "<issuer>http://id.example.org</issuer><audience>mail</audience> | issuer must be a"
                        + " https",
                "<issuer>http://127.evil.org</issuer><audience>mail</audience> | issuer must be a"
                        + " https",
                "<issuer>ftp://localhost</issuer><audience>mail</audience> | issuer must be a https"
                        + " URL",
                "<issuer>https://a@b.org</issuer><audience>mail</audience> | issuer must be a https"
                        + " URL",
                "<issuer>https://b.org?x</issuer><audience>mail</audience> | issuer must have no"
                        + " query"
            })
    void refusesWhatLacksOrLies(String xml, String problem) {
        assertThat(TestSettings.problems(xml)).singleElement().asString().startsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<audience>any</audience> | audience 'any' must stand alone",
                "<algorithm>none</algorithm> | algorithm must be one of",
                "<algorithm>HS256</algorithm> | algorithm must be one of",
                "<algorithm>rs256</algorithm> | algorithm must be one of",
                "<form>xoauth2</form><form>xoauth2</form> | form is given twice",
                "<issuer>https://id.example.org</issuer> | issuer is given twice",
                "<mode>introspection</mode> | introspection needs client-id and client-secret",
                "<mode>auto</mode> | introspection needs client-id and client-secret",
                "<mode>auto</mode><issuer>https://b.org</issuer> | mode jwt is the only one",
                "<clock-skew>11m</clock-skew> | clock-skew must be at most 10m",
                "<max-response>1023</max-response> | max-response must be at least 1024",
                "<keys><url>http://b.org</url></keys> | keys must be a https URL",
                "<keys><refresh>0s</refresh></keys> | refresh must be more than zero",
                "<keys><refresh>1h</refresh></keys> | lifetime must be at least refresh",
                "<introspection><url>http://b.org</url></introspection> | introspection must be a"
                        + " https",
                "<introspection><lifetime>1h</lifetime></introspection> | lifetime must be at most"
                        + " 10m",
                "<introspection><entries>-1</entries></introspection> | entries must be more than"
                        + " zero",
                "<http><connect-timeout>0s</connect-timeout></http> | connect-timeout must be more",
                "<http><request-timeout>0s</request-timeout></http> | request-timeout must be more",
                "<http><max-document>1</max-document></http> | max-document must be at least 1K"
            })
    void refusesWhatMakesNoSense(String more, String problem) {
        assertThat(TestSettings.problems(LEAST + more))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<keys><lifetime>1m</lifetime></keys>",
                "<issuer>http://localhost:8080/realms/one</issuer>",
                "<issuer>http://[::1]:8080/</issuer>",
                "<issuer>http://id.example.net</issuer><http><insecure>true</insecure></http>",
                "<clock-skew>0s</clock-skew>"
            })
    void takesWhatMakesSense(String more) {
        assertThat(TestSettings.problems(LEAST + more)).isEmpty();
    }

    @Test
    void theDescriptionOfAnIssuerLiesBelowIt() {
        assertThat(Issuer.discovery(URI.create("https://id.example.org/realms/a/")))
                .isEqualTo(Issuer.discovery(URI.create("https://id.example.org/realms/a")))
                .hasToString("https://id.example.org/realms/a/.well-known/openid-configuration");
    }

    @Test
    void secretsStayHidden() {
        var settings =
                TestSettings.of(
                        LEAST
                                + "<introspection><client-id>a</client-id>"
                                + "<client-secret>tanstaaf</client-secret></introspection>");
        assertThat(settings.toString()).doesNotContain("tanstaaf");
    }
}
