package io.staffetta.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.testkit.ZoneDns;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// The hook `dkim-sign` as operators configure it.
class SigningXmlTest {

    private static final String ANN = "ann@example.org";

    @TempDir private Path folder;
    private String keys = "";

    @BeforeEach
    void writeKeys() throws IOException {
        var rsa = write("rsa.pem", pem(Lab.RSA.getPrivate()), "rw-r-----");
        var ed25519 = write("ed25519.pem", pem(Lab.ED25519.getPrivate()), "rw-------");
        keys = key("r", rsa) + key("e", ed25519);
    }

    @Test
    void mailOfUsersIsSignedWithEveryKey() {
        try (var mx = mx("", keys)) {
            assertThat(mx.send("users", ANN, ANN, Lab.MAIL)).startsWith("250 ");
            assertThat(verify(mx.delivered()))
                    .extracting(
                            one -> one.result() + " " + one.finding().properties().get("header.a"))
                    .containsExactlyInAnyOrder("PASS rsa-sha256", "PASS ed25519-sha256");
            assertThat(mx.delivered().lines().filter(line -> line.startsWith("DKIM-Signature:")))
                    .hasSize(2);
            assertThat(mx.delivered().lines()).allMatch(line -> line.length() <= 78);
            assertThat(mx.counted("hook_findings", "check=\"dkim-sign\"", "result=\"signed\""))
                    .isTrue();
        }
    }

    @Test
    void mailOfStrangersIsNeverSigned() {
        try (var mx = mx("", keys)) {
            assertThat(mx.send("mx", "", ANN, Lab.MAIL)).startsWith("250 ");
            assertThat(mx.delivered()).doesNotContain("DKIM-Signature");
        }
    }

    @Test
    void mailOfNetworksIsSignedIfTheOperatorWants() {
        try (var mx = mx("", keys + "<network>127.0.0.0/8</network>")) {
            mx.send("mx", "", ANN, Lab.MAIL);
            assertThat(verify(mx.delivered())).hasSize(2);
        }
        try (var mx = mx("", keys + "<network>192.0.2.0/24</network>")) {
            mx.send("mx", "", ANN, Lab.MAIL);
            assertThat(verify(mx.delivered())).isEmpty();
        }
    }

    @Test
    void nobodyGetsTheSignatureOfAnotherDomain() {
        var forged =
                Lab.MAIL.replace("Ann <ann@example.org>", "\"ann@example.org\" <a@other.test>");
        try (var mx = mx("", keys)) {
            for (var sender : List.of("eve@other.test", "")) {
                mx.send("users", "eve@other.test", sender, Lab.MAIL);
                assertThat(verify(mx.delivered())).isEmpty();
            }
            mx.send("users", ANN, ANN, forged);
            assertThat(verify(mx.delivered())).isEmpty();
            mx.send("users", ANN, ANN, "From: eve@other.test\r\n" + Lab.MAIL);
            assertThat(verify(mx.delivered())).isEmpty();
            mx.send("users", ANN, "", Lab.MAIL);
            assertThat(verify(mx.delivered())).hasSize(2);
        }
        try (var mx = mx("", keys + "<author>any</author>")) {
            mx.send("users", "eve@other.test", "eve@other.test", Lab.MAIL);
            assertThat(verify(mx.delivered())).hasSize(2);
        }
    }

    @Test
    void anObserverSignsNothing() {
        try (var mx = mx("mode=\"observe\"", keys)) {
            mx.send("users", ANN, ANN, Lab.MAIL);
            assertThat(mx.delivered()).doesNotContain("DKIM-Signature");
            assertThat(mx.counted("hook_findings", "result=\"signed\"")).isTrue();
        }
    }

    @Test
    void withoutAKeyMailGoesOutOrWaits() {
        var other = Lab.MAIL.replace("ann@example.org", "ann@sub.example.org");
        var sender = "ann@sub.example.org";
        try (var mx = mx("", keys)) {
            assertThat(mx.send("users", sender, sender, other)).startsWith("250 ");
            assertThat(verify(mx.delivered())).isEmpty();
            assertThat(mx.counted("hook_findings", "check=\"dkim-sign\"", "result=\"none\""))
                    .isTrue();
        }
        try (var mx = mx("", keys + "<on-missing>tempfail</on-missing>")) {
            assertThat(mx.send("users", sender, sender, other)).startsWith("451 4.3.5 ");
            assertThat(mx.send("users", ANN, ANN, Lab.MAIL)).startsWith("250 ");
        }
        try (var mx = mx("", keys + "<parent-domains>true</parent-domains>")) {
            mx.send("users", sender, sender, other);
            assertThat(verify(mx.delivered()))
                    .extracting(Verified::result)
                    .containsOnly(Result.PASS);
        }
    }

    @Test
    void whatIsSignedAlreadyIsNotSignedAgain() {
        var signed = signedNow(Lab.MAIL, "relaxed/relaxed").replace("s=s;", "s=r;");
        try (var mx = mx("", keys)) {
            mx.send("users", ANN, ANN, signed);
            assertThat(verify(mx.delivered())).hasSize(2);
        }
        try (var mx = mx("", keys + "<duplicates>sign</duplicates>")) {
            mx.send("users", ANN, ANN, signed);
            assertThat(verify(mx.delivered())).hasSize(3);
        }
    }

    @Test
    void theSignatureIsShapedAsTheOperatorWants() {
        var settings =
                """
                <canonicalization>simple/relaxed</canonicalization>
                <expiry>3d</expiry>
                <identity>account</identity>
                <headers>From, Subject</headers>
                <oversign>From</oversign>
                """;
        try (var mx = mx("", key("r", folder.resolve("rsa.pem")) + settings)) {
            mx.send("users", ANN, ANN, Lab.MAIL);
            assertThat(mx.delivered())
                    .contains(
                            " c=simple/relaxed;",
                            "i=ann@example.org;",
                            "h=From:From:Subject;",
                            " x=");
            assertThat(verify(mx.delivered()))
                    .extracting(Verified::result)
                    .containsOnly(Result.PASS);
        }
    }

    @Test
    void keysThatOthersCanReadAreRefusedAtTheStart() throws IOException {
        var open = write("open.pem", pem(Lab.RSA.getPrivate()), "rw-r--r--");
        assertRefused(key("r", open), "others can read or change the signing key");
        assertRefused(key("r", write("none.pem", "hello", "rw-------")), "there is no PEM block");
        var small = Lab.pair("RSA", 768).getPrivate();
        assertRefused(key("r", write("small.pem", pem(small), "rw-------")), "is too short");
        assertRefused(key("r", folder.resolve("missing.pem")), "cannot read the signing key");
        assertRefused("<canonicalization>nofws</canonicalization>", "canonicalization must be");
        assertRefused("<headers>Subject</headers>", "headers must contain From");
        assertRefused("<headers>From, Received</headers>", "must not be signed");
        assertRefused("<min-rsa-bits>512</min-rsa-bits>", "min-rsa-bits must lie between");
    }

    private void assertRefused(String settings, String message) {
        assertThatThrownBy(() -> mx("", settings).close()).hasMessageContaining(message);
    }

    private static Mx mx(String attributes, String settings) {
        return new Mx("<hook use=\"dkim-sign\" %s>%s</hook>".formatted(attributes, settings));
    }

    private static List<Verified> verify(String mail) {
        var dns =
                ZoneDns.of("")
                        .add(
                                "r._domainkey.example.org",
                                "TXT",
                                VerifierTest.quoted("p=" + Lab.published(Lab.RSA.getPublic())))
                        .add(
                                "e._domainkey.example.org",
                                "TXT",
                                VerifierTest.quoted(
                                        "k=ed25519; p=" + Lab.published(Lab.ED25519.getPublic())));
        return Lab.verify(mail, dns, Lab.DEFAULTS, Instant.now());
    }

    static String signedNow(String mail, String canonicalization) {
        return Lab.signed(mail, Lab.key("s", Lab.RSA), canonicalization, Instant.now());
    }

    static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    }

    private static String key(String selector, Path file) {
        return "<key><domain>example.org</domain><selector>%s</selector><file>%s</file></key>"
                .formatted(selector, file);
    }

    private Path write(String name, String text, String permissions) throws IOException {
        var file = Files.writeString(folder.resolve(name), text, ISO_8859_1);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
