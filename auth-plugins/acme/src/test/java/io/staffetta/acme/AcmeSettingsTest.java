package io.staffetta.acme;

import static io.staffetta.acme.CertificateSettings.ChallengeType.DNS_01;
import static io.staffetta.acme.CertificateSettings.ChallengeType.HTTP_01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class AcmeSettingsTest {

    private final TestSettings settings =
            new TestSettings(URI.create("letsencrypt")).certificate(HTTP_01, "Mail.Example.ORG");

    @Test
    void namesOfAuthorities() {
        assertThat(settings.build().directory())
                .hasToString("https://acme-v02.api.letsencrypt.org/directory");
        settings.directory = URI.create("letsencrypt-staging");
        assertThat(settings.build().directory())
                .hasToString("https://acme-staging-v02.api.letsencrypt.org/directory");
        settings.directory = URI.create("http://ca.example/dir");
        assertRefused("directory: must be a URL with https, letsencrypt or letsencrypt-staging");
    }

    @Test
    void theTermsHaveToBeAgreedTo() {
        settings.termsAgreed = false;

        assertRefused(
                "terms-agreed: must be true, certificates are issued only to those who agree to the"
                        + " authority's terms of service");
    }

    @Test
    void contactsWithAndWithoutScheme() {
        settings.contacts = List.of("mailto:a@example.org", "b@example.org");

        assertThat(settings.build().contacts()).containsExactly("a@example.org", "b@example.org");
    }

    @Test
    void filesAreNamedByTheFirstName() {
        settings.dnsHook = Optional.of(Path.of("hook"));
        settings.certificate(
                DNS_01, List.of(KeyType.RSA_3072, KeyType.EC_P384), "*.example.org", "b.example");

        assertThat(settings.build().wanted(Path.of("/f")))
                .extracting(Wanted::file)
                .containsExactly(
                        Path.of("/f/mail.example.org.pem"),
                        Path.of("/f/_.example.org.pem"),
                        Path.of("/f/_.example.org-ec.pem"));
    }

    @Test
    void whatCannotWork() {
        assertThatThrownBy(() -> settings.certificate(HTTP_01, "*.example.org"))
                .hasMessage("challenge: a name with * can only be proved by dns-01");
        assertThatThrownBy(() -> settings.certificate(HTTP_01))
                .hasMessage("names: 1 to 100 are needed");
        assertThatThrownBy(() -> settings.certificate(HTTP_01, "[192.0.2.1]"))
                .hasMessageStartingWith("names: addresses are not supported");
        assertThatThrownBy(() -> settings.certificate(HTTP_01, "../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        settings.certificate(
                                HTTP_01, List.of(KeyType.RSA_2048, KeyType.RSA_4096), "a.example"))
                .hasMessage("key-types: one of EC and one of RSA at most");

        settings.certificate(DNS_01, "a.example");
        assertRefused("dns-hook: is needed for dns-01");
        settings.certificates = new ArrayList<>();
        assertRefused("certificate: at least one is needed");
        settings.certificate(HTTP_01, "a.example").certificate(HTTP_01, "a.example", "b.example");
        assertRefused("certificate: two begin with the name a.example and would go into one file");
    }

    @Test
    void addressesToListenOn() {
        assertThat(ListenAddress.parse("x", "[::]:80").getAddress().isAnyLocalAddress()).isTrue();
        assertThat(ListenAddress.parse("x", "127.0.0.1:81").getPort()).isEqualTo(81);
        assertThat(ListenAddress.parse("x", "[::1]:81").getAddress().isLoopbackAddress()).isTrue();
        for (var bad : List.of("80", ":80", "::1:80", "[127.0.0.1]:80", "host:80", "*:65536", "")) {
            assertThatThrownBy(() -> ListenAddress.parse("http-bind", bad))
                    .as(bad)
                    .hasMessageStartingWith("http-bind: is not an address and port");
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(settings::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
