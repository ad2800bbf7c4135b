package io.staffetta.distribution.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// dkimpy of Debian: signs mail of others, and verifies ours with keys from a name server.
record Dkimpy(Path folder) {

    private static final String PYTHON = "/usr/bin/python3";

    private static final String SIGN =
            """
            import sys, dkim
            mail = sys.stdin.buffer.read()
            for word in sys.argv[2:]:
                selector, algorithm, key = word.split(':')
                sys.stdout.buffer.write(dkim.sign(mail, selector.encode(), sys.argv[1].encode(),
                    open(key, 'rb').read(), signature_algorithm=algorithm.encode(),
                    canonicalize=(b'relaxed', b'relaxed')) + b'\\0')
            """;

    private static final String VERIFY =
            """
            import sys, dkim, dns.resolver
            resolver = dns.resolver.Resolver(configure=False)
            resolver.nameservers, resolver.port = ['127.0.0.1'], int(sys.argv[1])
            def look(name, timeout=5):
                answer = resolver.resolve(name.decode(), 'TXT')
                return b''.join(list(answer)[0].strings)
            mail = sys.stdin.buffer.read()
            signatures = mail.lower().count(b'dkim-signature:')
            print(*(dkim.DKIM(mail).verify(idx=i, dnsfunc=look) for i in range(signatures)))
            """;

    static void assumeInstalled() {
        var probe =
                """
                import sys, importlib.util
                sys.exit(None in map(importlib.util.find_spec, ('dkim', 'nacl', 'dns')))
                """;
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON))
                        && Command.of(PYTHON, "-c", probe).run().exitCode() == 0,
                "python3-dkim with python3-nacl and python3-dnspython is not installed");
    }

    /// Signatures of a message as header fields, by selector.
    Map<String, String> sign(String mail, String domain, Map<String, KeyPair> keys) {
        var words = new ArrayList<>(List.of(PYTHON, "-c", SIGN, domain));
        var selectors = List.copyOf(keys.keySet());
        selectors.forEach(selector -> words.add(order(selector, keys.get(selector))));
        var signed = Command.of(words.toArray(String[]::new)).input(mail).run();
        if (signed.exitCode() != 0) {
            throw new IllegalStateException(signed.err());
        }
        var fields = signed.out().split("\0", -1);
        var signatures = new HashMap<String, String>();
        for (int i = 0; i < selectors.size(); i++) {
            signatures.put(selectors.get(i), fields[i]);
        }
        return signatures;
    }

    private String order(String selector, KeyPair key) {
        boolean rsa = key.getPrivate().getAlgorithm().equals("RSA");
        var algorithm = rsa ? "rsa-sha256" : "ed25519-sha256";
        return selector + ":" + algorithm + ":" + file(selector, key);
    }

    /// `True` or `False` for each signature.
    String verify(String mail, Knot knot) {
        var verified = Command.of(PYTHON, "-c", VERIFY, "" + knot.port()).input(mail).run();
        return verified.mergeErr().out().strip();
    }

    static KeyPair key(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A TXT record for a zone file.
    static String record(String name, PublicKey key) {
        boolean rsa = key.getAlgorithm().equals("RSA");
        byte[] octets = key.getEncoded();
        var text =
                Base64.getEncoder()
                        .encodeToString(
                                rsa
                                        ? octets
                                        : Arrays.copyOfRange(
                                                octets, octets.length - 32, octets.length));
        return "%s TXT \"v=DKIM1; k=%s; p=\" \"%s\" \"%s\"\n"
                .formatted(
                        name,
                        rsa ? "rsa" : "ed25519",
                        text.substring(0, text.length() / 2),
                        text.substring(text.length() / 2));
    }

    private Path file(String selector, KeyPair key) {
        byte[] octets = key.getPrivate().getEncoded();
        var pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        var text =
                key.getPrivate().getAlgorithm().equals("RSA")
                        ? "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n"
                        // The seed alone, which PKCS #8 has 16 octets in front of.
                        : Base64.getEncoder().encodeToString(Arrays.copyOfRange(octets, 16, 48));
        try {
            return Files.writeString(folder.resolve(selector + ".key"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
