package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

class TlsStrengthTest {

    private static final String SUITE_12 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private static final String SUITE_13 = "TLS_AES_256_GCM_SHA384";

    @ParameterizedTest
    @EnumSource
    void theJavaRunTimeKnowsTheSuitesOfEachProfile(TlsProfile profile) throws Exception {
        assertThat(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites())
                .containsAll(profile.ciphers());
        assertThat(profile.ciphers())
                .allMatch(suite -> suite.contains("GCM") || suite.contains("POLY1305"))
                .noneMatch(suite -> suite.startsWith("TLS_RSA_"));
        assertThat(strength(profile).problems()).isEmpty();
    }

    @Test
    void intermediateIsTheDefault() {
        assertThat(TlsStrength.DEFAULT.enabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(TlsStrength.DEFAULT.enabledCiphers())
                .isEqualTo(TlsProfile.INTERMEDIATE.ciphers());
        assertThat(strength(TlsProfile.MODERN).enabledProtocols()).containsExactly("TLSv1.3");
    }

    @Test
    void listsTakeThePlaceOfTheProfile() {
        var old = new TlsStrength(Optional.empty(), List.of("TLSv1.2"), List.of());
        assertThat(old.enabledProtocols()).containsExactly("TLSv1.2");
        assertThat(old.enabledCiphers()).isNotEmpty().allMatch(suite -> suite.contains("_WITH_"));

        var one = new TlsStrength(Optional.empty(), List.of(), List.of(SUITE_12));
        assertThat(one.enabledProtocols()).containsExactly("TLSv1.2");
        assertThat(one.enabledCiphers()).containsExactly(SUITE_12);
        assertThat(one.problems()).isEmpty();
    }

    @Test
    void aProfileOfAListenerMakesItIndependent() {
        var general = new TlsStrength(Optional.empty(), List.of("TLSv1.2"), List.of(SUITE_12));

        assertThat(strength(TlsProfile.MODERN).over(general))
                .isEqualTo(strength(TlsProfile.MODERN));
        assertThat(TlsStrength.DEFAULT.over(general)).isEqualTo(general);
        assertThat(
                        new TlsStrength(Optional.empty(), List.of("TLSv1.3"), List.of(SUITE_13))
                                .over(general)
                                .enabledCiphers())
                .containsExactly(SUITE_13);
    }

    @Test
    void whatCannotWorkIsSaid() {
        assertThat(
                        new TlsStrength(
                                        Optional.of(TlsProfile.MODERN),
                                        List.of("TLSv1.2"),
                                        List.of())
                                .problems())
                .containsExactly(
                        "no cipher suite of TLSv1.2 is enabled: the profile modern has none");
        assertThat(
                        new TlsStrength(Optional.empty(), List.of("TLSv1.3"), List.of(SUITE_12))
                                .problems())
                .containsExactly(
                        "no cipher suite of TLSv1.3 is enabled: the list of ciphers has none");
        assertThat(
                        new TlsStrength(
                                        Optional.of(TlsProfile.MODERN),
                                        List.of(),
                                        List.of(SUITE_12))
                                .problems())
                .containsExactly(
                        "no TLS protocol is enabled: the profile modern has none for these"
                                + " ciphers");
    }

    private static TlsStrength strength(TlsProfile profile) {
        return new TlsStrength(Optional.of(profile), List.of(), List.of());
    }
}
