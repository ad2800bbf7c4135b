package io.staffetta.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.testkit.ZoneDns;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// With opendkim and dkimpy, both ways and with both kinds of keys.
class PeersTest {

    private static final String OPENDKIM = "/usr/sbin/opendkim";
    private static final String DKIMPY =
            """
            import sys, dkim
            keys = dict(line.rstrip('\\n').split(' ', 1) for line in open(sys.argv[2]))
            def look(name, timeout=5):
                return keys.get(name.decode().rstrip('.'), '').encode()
            def verify(index):
                try:
                    return dkim.DKIM(mail).verify(idx=index, dnsfunc=look)
                except dkim.DKIMException:
                    return False
            mail = sys.stdin.buffer.read()
            if sys.argv[1] == 'sign':
                how = sys.argv[5].encode().split(b'/')
                sys.stdout.buffer.write(dkim.sign(mail, sys.argv[3].encode(), b'example.org',
                    open(sys.argv[4], 'rb').read(), canonicalize=(how[0], how[1]),
                    signature_algorithm=b'ed25519-sha256' if sys.argv[3] == 'e' else b'rsa-sha256'))
            else:
                count = mail.count(b'DKIM-Signature:')
                print(*map(verify, range(count)))
            """;

    private final ZoneDns dns = ZoneDns.of("");

    @TempDir private Path folder;

    @BeforeEach
    void publish() throws IOException {
        var rsa = "v=DKIM1; k=rsa; p=" + Lab.published(Lab.RSA.getPublic());
        var ed25519 = "v=DKIM1; k=ed25519; p=" + Lab.published(Lab.ED25519.getPublic());
        dns.add("r._domainkey.example.org", "TXT", VerifierTest.quoted(rsa));
        dns.add("e._domainkey.example.org", "TXT", VerifierTest.quoted(ed25519));
        write(
                "keys",
                "r._domainkey.example.org %s\ne._domainkey.example.org %s\n"
                        .formatted(rsa, ed25519));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relaxed/relaxed", "simple/simple"})
    void opendkimVerifiesWhatIsSignedHere(String canonicalization) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(OPENDKIM)), "opendkim is not installed");
        var conf = write("conf", "TestPublicKeys %s\n".formatted(folder.resolve("keys")));
        var out = run(signedTwice(canonicalization), OPENDKIM, "-x", conf, "-vvv", "-t", "-");
        assertThat(out)
                .contains("header.a=ed25519-sha256", "header.a=rsa-sha256", "dkim=pass")
                .doesNotContain("dkim=fail", "dkim=neutral", "dkim=permerror");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relaxed/relaxed", "simple/simple", "relaxed/simple", "simple/relaxed"})
    void whatOpendkimSignsVerifiesHere(String canonicalization) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(OPENDKIM)), "opendkim is not installed");
        var rsa = opendkim("r", "rsa-sha256", Lab.RSA.getPrivate(), canonicalization);
        // With simple headers it does not verify its own Ed25519 signatures.
        var ed25519 =
                opendkim(
                        "e",
                        "ed25519-sha256",
                        Lab.ED25519.getPrivate(),
                        canonicalization.replace("simple/", "relaxed/"));
        assertThat(verify(rsa + ed25519 + Lab.MAIL))
                .extracting(Verified::result)
                .containsExactly(Result.PASS, Result.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relaxed/relaxed", "simple/simple"})
    void dkimpyVerifiesWhatIsSignedHere(String canonicalization) throws Exception {
        assumeDkimpy();
        var out = dkimpy(signedTwice(canonicalization), "verify");
        assertThat(out.strip()).isEqualTo("True True");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relaxed/relaxed", "simple/simple", "relaxed/simple", "simple/relaxed"})
    void whatDkimpySignsVerifiesHere(String canonicalization) throws Exception {
        assumeDkimpy();
        var rsa = write("rsa.pem", pem(Lab.RSA.getPrivate()));
        byte[] pkcs8 = Lab.ED25519.getPrivate().getEncoded();
        var seed = Base64.getEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 16, 48));
        var ed25519 = write("seed", seed);
        var mail =
                dkimpy(Lab.MAIL, "sign", "r", rsa, canonicalization)
                        + dkimpy(Lab.MAIL, "sign", "e", ed25519, canonicalization)
                        + Lab.MAIL;
        assertThat(verify(mail))
                .extracting(Verified::result)
                .containsExactly(Result.PASS, Result.PASS);
    }

    @Test
    void bothRefuseWhatWasChanged() throws Exception {
        assumeDkimpy();
        var changed = signedTwice("relaxed/relaxed").replace("Hi  Bob", "Hi Eve");
        assertThat(dkimpy(changed, "verify").strip()).isEqualTo("False False");
        assertThat(verify(changed)).extracting(Verified::result).containsOnly(Result.FAIL);
    }

    private static String signedTwice(String canonicalization) {
        var now = Instant.now();
        var once = Lab.signed(Lab.MAIL, Lab.key("r", Lab.RSA), canonicalization, now);
        return Lab.signed(once, Lab.key("e", Lab.ED25519), canonicalization, now);
    }

    private List<Verified> verify(String mail) {
        return Lab.verify(mail, dns, Lab.DEFAULTS, Instant.now());
    }

    private String opendkim(
            String selector, String algorithm, PrivateKey key, String canonicalization)
            throws Exception {
        var conf =
                write(
                        "conf",
                        """
                        Mode s
                        RequireSafeKeys no
                        Domain example.org
                        Selector %s
                        KeyFile %s
                        SignatureAlgorithm %s
                        Canonicalization %s
                        """
                                .formatted(
                                        selector,
                                        write(selector + ".pem", pem(key)),
                                        algorithm,
                                        canonicalization));
        var out = run(Lab.MAIL, OPENDKIM, "-x", conf, "-b", "s", "-vvv", "-t", "-");
        int start = out.indexOf("hvalue='");
        assertThat(start).as(out).isPositive();
        var value = out.substring(start + 8, out.indexOf('\'', start + 8));
        return "DKIM-Signature: " + value.replace("\r", "").replace("\n", "\r\n") + "\r\n";
    }

    private String dkimpy(String mail, String... arguments) throws Exception {
        var command = new String[5 + Math.max(0, arguments.length - 1)];
        command[0] = "/usr/bin/python3";
        command[1] = write("peer.py", DKIMPY);
        command[2] = arguments[0];
        command[3] = folder.resolve("keys").toString();
        System.arraycopy(arguments, 1, command, 4, arguments.length - 1);
        return run(mail, Arrays.copyOf(command, 3 + arguments.length));
    }

    private static void assumeDkimpy() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3 is not installed");
        var probe =
                new ProcessBuilder("/usr/bin/python3", "-c", "import dkim, nacl")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assumeTrue(probe.waitFor() == 0, "python3-dkim with python3-nacl is not installed");
    }

    private String run(String input, String... command) throws Exception {
        var mail = Path.of(write("input", input));
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(mail.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var out = process.getInputStream()) {
            var text = new String(out.readAllBytes(), ISO_8859_1);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }

    private static String pem(PrivateKey key) {
        return SigningXmlTest.pem(key);
    }

    private String write(String name, String text) throws IOException {
        var file = Files.writeString(folder.resolve(name), text, ISO_8859_1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }
}
