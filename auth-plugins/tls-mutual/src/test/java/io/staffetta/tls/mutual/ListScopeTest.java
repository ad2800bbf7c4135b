package io.staffetta.tls.mutual;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.staffetta.tls.mutual.MutualTlsSettings.ExpiredCrl;

import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A list of a part of an authority's certificates says nothing of the others.
class ListScopeTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final DistributionPointName ONE = point("http://lists.example/1.crl");
    private static final DistributionPointName OTHER = point("http://lists.example/2.crl");

    @TempDir private Path folder;
    private Issued authority;
    private Issued client;

    @BeforeEach
    void issue() throws Exception {
        authority = Issued.authority("staff");
        client = authority.issueListed("client.example.org", ONE);
    }

    @Test
    void theListOfAnotherPartProvesNothing() throws Exception {
        var another = lists(authority.crl(WEEK, part(OTHER, false, false)));
        var authorities = lists(authority.crl(WEEK, part(null, false, true)));

        for (var lists : List.of(another, authorities)) {
            assertThatExceptionOfType(CertificateException.class)
                    .isThrownBy(() -> lists.check(path(client, authority), Instant.now()))
                    .withMessageStartingWith("no current list");
        }
        var known =
                lists(
                        authority.crl(WEEK, part(OTHER, false, false))
                                + authority.crl(WEEK, part(ONE, true, false)));
        assertThatNoException()
                .isThrownBy(() -> known.check(path(client, authority), Instant.now()));
    }

    @Test
    void whoIsOnItIsRevoked() throws Exception {
        var lists = lists(authority.crl(WEEK, part(ONE, true, false), client));

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> lists.check(path(client, authority), Instant.now()))
                .withMessageStartingWith("revoked");
    }

    @Test
    void ofIntermediateAuthoritiesNoListIsDemanded() throws Exception {
        var intermediate = authority.intermediate("department");
        var below = intermediate.issue("below.example.org");
        var lists = lists(intermediate.crl(WEEK) + authority.crl(WEEK, part(null, true, false)));

        assertThatNoException()
                .isThrownBy(() -> lists.check(path(below, intermediate, authority), Instant.now()));
    }

    @Test
    void aListThatMixesIssuersOrReasonsCannotBeUsed() {
        var indirect = new IssuingDistributionPoint(ONE, false, false, null, true, false);
        var reasons =
                new IssuingDistributionPoint(
                        ONE,
                        false,
                        false,
                        new ReasonFlags(ReasonFlags.keyCompromise),
                        false,
                        false);

        for (var part : List.of(indirect, reasons)) {
            assertThatIOException()
                    .isThrownBy(() -> lists(authority.crl(WEEK, part)))
                    .withMessageStartingWith(folder.resolve("crl.pem") + ": a list for several");
        }
    }

    private RevocationLists lists(String pem) throws Exception {
        var file = Files.writeString(folder.resolve("crl.pem"), pem);
        return new RevocationLists(
                new TrustFiles(Optional.empty(), List.of(file)).readLists(), ExpiredCrl.REFUSE);
    }

    private static List<X509Certificate> path(Issued... path) {
        return List.of(path).stream().map(Issued::certificate).toList();
    }

    private static IssuingDistributionPoint part(
            @Nullable DistributionPointName point, boolean users, boolean authorities) {
        return new IssuingDistributionPoint(point, users, authorities, null, false, false);
    }

    private static DistributionPointName point(String url) {
        return new DistributionPointName(
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url)));
    }
}
