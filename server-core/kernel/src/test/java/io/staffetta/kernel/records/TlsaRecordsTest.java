package io.staffetta.kernel.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.spi.mail.Domain;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

class TlsaRecordsTest {

    private static final String NAME = "_25._tcp.mail.example.org";

    private final TableDns dns = new TableDns();
    private X509Certificate certificate;

    @BeforeEach
    void load() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in =
                TlsaRecordsTest.class.getResourceAsStream("/io/staffetta/kernel/net/server.p12")) {
            store.load(in, "changeit".toCharArray());
        }
        certificate = (X509Certificate) store.getCertificate("server");
    }

    @Test
    void theKeyOfTheCertificateIsWanted() throws Exception {
        var wanted = "3 1 1 " + digest("SHA-256", certificate.getPublicKey().getEncoded());
        assertThat(check().status()).isEqualTo(Status.MISSING);
        assertThat(check().wanted()).containsExactly(wanted);
        assertThat(check().note()).contains("DNSSEC");
        dns.add(NAME, "TLSA", "3 1 1 " + "00".repeat(32));
        assertThat(check().status()).isEqualTo(Status.DIFFERENT);
        dns.add(NAME, "TLSA", wanted);
        assertThat(check().status()).as("one of the next key beside it").isEqualTo(Status.OK);
    }

    @Test
    void otherFormsCount() throws Exception {
        for (var form :
                List.of(
                        "3 1 2 " + digest("SHA-512", certificate.getPublicKey().getEncoded()),
                        "3 0 1 " + digest("SHA-256", certificate.getEncoded()),
                        "3 0 0 " + HexFormat.of().formatHex(certificate.getEncoded()))) {
            dns.remove(NAME, "TLSA").add(NAME, "TLSA", form);
            assertThat(check().status()).as(form).isEqualTo(Status.OK);
        }
    }

    @Test
    void anAuthorityCannotBeTold() throws Exception {
        dns.add(NAME, "TLSA", "2 1 1 " + "00".repeat(32));
        assertThat(check().status()).isEqualTo(Status.UNKNOWN);
        dns.remove(NAME, "TLSA")
                .add(NAME, "TLSA", "1 0 1 " + digest("SHA-256", certificate.getEncoded()));
        assertThat(check().status()).as("usage 1 is none of SMTP").isEqualTo(Status.DIFFERENT);
    }

    private RecordCheck check() {
        var host =
                new HostFacts(
                        "mail.example.org",
                        List.of(),
                        List.of(),
                        Optional.of(List.of(certificate)));
        var inquiry = new Inquiry(Domain.parse("example.org"), host, dns, Instant.EPOCH);
        return new TlsaRecords(inquiry).check().getFirst();
    }

    private static String digest(String algorithm, byte[] octets) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(octets));
    }
}
