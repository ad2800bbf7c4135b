package io.staffetta.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.acme.CertificateSettings.ChallengeType;
import io.staffetta.acme.Renewal.Proposal;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

class RenewalTest {

    private final Instant until =
            Instant.now().plus(Duration.ofDays(90)).truncatedTo(ChronoUnit.SECONDS);
    private static final KeyPair PAIR = KeyType.EC_P256.generate();

    @Test
    void aThirdOfItsLifetimeBefore() throws Exception {
        assertThat(due(Optional.empty(), Optional.empty()))
                .isEqualTo(until.minus(Duration.ofDays(30)));
    }

    @Test
    void asConfigured() throws Exception {
        assertThat(due(Optional.of(Duration.ofDays(10)), Optional.empty()))
                .isEqualTo(until.minus(Duration.ofDays(10)));
    }

    @Test
    void neverMoreThanHalfOfItsLifetimeBefore() throws Exception {
        assertThat(due(Optional.of(Duration.ofDays(89)), Optional.empty()))
                .isEqualTo(until.minus(Duration.ofDays(45)));
    }

    @Test
    void whenTheAuthoritySaysSo() throws Exception {
        var revokedSoon = Instant.now().minus(Duration.ofDays(1));

        assertThat(due(Optional.empty(), Optional.of(new Proposal(revokedSoon))))
                .isEqualTo(revokedSoon);
        assertThat(due(Optional.empty(), proposal(Duration.ofDays(20))))
                .isEqualTo(until.minus(Duration.ofDays(20)));
    }

    @Test
    void beforeTheAuthorityIfTheOperatorWantsItSoOrItWouldBecomeTight() throws Exception {
        assertThat(due(Optional.of(Duration.ofDays(40)), proposal(Duration.ofDays(20))))
                .isEqualTo(until.minus(Duration.ofDays(40)));
        assertThat(due(Optional.empty(), proposal(Duration.ofDays(-20))))
                .isEqualTo(until.minus(Duration.ofDays(15)));
    }

    @Test
    void withinWhatTheAuthorityProposes() {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        var end = start.plusSeconds(100);

        assertThat(Proposal.within(start, end, 0).at()).isEqualTo(start);
        assertThat(Proposal.within(start, end, 0.25).at()).isEqualTo(start.plusSeconds(25));
        assertThat(Proposal.within(end, start, 0.5).at()).isEqualTo(end);
    }

    @Test
    void atOnceWithoutAUsableFile() throws Exception {
        var none = Renewal.of(wanted("a.example"), Optional.empty(), Optional.empty(), later());
        var otherNames = Renewal.of(wanted("b.example"), present(), Optional.empty(), later());
        var otherKey =
                Renewal.of(
                        new Wanted(
                                "a.example",
                                Path.of("a.pem"),
                                List.of("a.example"),
                                KeyType.RSA_2048,
                                ChallengeType.HTTP_01),
                        present(),
                        Optional.empty(),
                        later());

        assertThat(none).isEqualTo(new Renewal(Instant.MIN, "no usable file"));
        assertThat(otherNames).isEqualTo(new Renewal(Instant.MIN, "other names"));
        assertThat(otherKey).isEqualTo(new Renewal(Instant.MIN, "another key type"));
    }

    private Optional<Proposal> proposal(Duration before) {
        return Optional.of(new Proposal(until.minus(before)));
    }

    private Optional<Proposal> later() {
        return proposal(Duration.ofDays(1));
    }

    private Instant due(Optional<Duration> configured, Optional<Proposal> proposal)
            throws Exception {
        return Renewal.of(wanted("a.example"), present(), configured, proposal).at();
    }

    private static Wanted wanted(String name) {
        return new Wanted(
                name, Path.of("a.pem"), List.of(name), KeyType.EC_P256, ChallengeType.HTTP_01);
    }

    private Optional<Present> present() throws Exception {
        var leaf = HttpsIdentity.selfSigned(PAIR, until, "a.example");
        return Optional.of(new Present(leaf, Present.namesOf(leaf)));
    }
}
