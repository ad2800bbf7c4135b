package io.staffetta.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The filters that people run, as Debian has them, each on a UNIX socket in one folder. None of
/// them asks the DNS or anybody else. A test whose program is missing is skipped with the reason.
///
/// ```java
/// var filters = new MailFilters(folder);
/// try (var signer = filters.opendkimSigner("example.org", "sel");
///         var verifier = filters.opendkimVerifier("mx.example.org")) {
///     // <hook use="milter"><endpoint>…</endpoint></hook> with the endpoint of each
/// }
/// ```
///
/// @param folder for sockets, settings and logs; of a short name, since that of a socket has to be
public record MailFilters(Path folder) {

    /// What rspamd refuses as spam, by agreement.
    public static final String GTUBE =
            "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    private static final String EICAR_MARK = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

    /// What clamav refuses as a virus, by agreement.
    public static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + EICAR_MARK + "!$H+H*";

    private static final int RSA_BITS = 2048;

    /// Where a program listens, or is going to.
    ///
    /// @param name as its start is documented
    public String endpoint(String name) {
        return "unix:" + folder.resolve(name);
    }

    /// Tells programs that start later of a record that the DNS would have.
    ///
    /// @param name without the final dot
    /// @param text of a TXT record, in one piece
    public void publish(String name, String text) {
        append("records", name + " " + text + "\n");
    }

    /// What was [published][#publish] first under a name.
    public String published(String name) {
        try (var lines = Files.lines(folder.resolve("records"), US_ASCII)) {
            return lines.filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts opendkim as `sign`: it signs all mail of a domain with a new RSA key.
    ///
    /// @param selector under which it [publishes][#publish] the key
    public FilterProcess opendkimSigner(String domain, String selector) {
        require("/usr/sbin/opendkim", "opendkim");
        publish(selector + "._domainkey." + domain, makeKey());
        var settings = settings("sign", Map.of("domain", domain, "selector", selector));
        return start("sign", "/usr/sbin/opendkim", "-f", "-x", settings);
    }

    /// Starts opendkim as `verify`: it writes down what it finds, and refuses bad signatures.
    ///
    /// @param authservId name that its `Authentication-Results` bear
    public FilterProcess opendkimVerifier(String authservId) {
        require("/usr/sbin/opendkim", "opendkim");
        append("records", "");
        var settings = settings("verify", Map.of("authserv-id", authservId));
        return start("verify", "/usr/sbin/opendkim", "-f", "-x", settings);
    }

    /// Starts opendmarc as `dmarc`: it knows the [published][#publish] records, and refuses what
    /// they want refused.
    ///
    /// @param authservId whose `Authentication-Results` it believes
    public FilterProcess opendmarc(String authservId) {
        require("/usr/sbin/opendmarc", "opendmarc");
        append("records", "");
        write("nobody", "192.0.2.1\n");
        var settings = settings("dmarc", Map.of("authserv-id", authservId));
        return start("dmarc", "/usr/sbin/opendmarc", "-f", "-c", settings);
    }

    /// Starts rspamd as `rspamd`, without any rule but [#GTUBE]. It adds `X-Spamd-Bar` and
    /// `X-Rspamd-Queue-Id`.
    public FilterProcess rspamd() {
        require("/usr/bin/rspamd", "rspamd");
        write("domains", "com\norg\nexample\n");
        var settings = settings("rspamd", Map.of());
        return start("rspamd", "/usr/bin/rspamd", "-f", "-i", "-c", settings);
    }

    /// Starts clamd, which knows [#EICAR] and no other virus.
    public FilterProcess clamd() {
        require("/usr/sbin/clamd", "clamav-daemon");
        require("/usr/sbin/clamav-milter", "clamav-milter");
        var mark = HexFormat.of().formatHex(EICAR_MARK.getBytes(US_ASCII));
        createFolder("signatures");
        write("signatures/local.ndb", "Eicar-Test:0:*:" + mark + "\n");
        return start("clamd", "/usr/sbin/clamd", "-c", settings("clamd", Map.of()));
    }

    /// Starts clamav-milter as `clamav`, which asks [#clamd]. It adds `X-Virus-Scanned` and
    /// `X-Virus-Status`.
    public FilterProcess clamavMilter() {
        require("/usr/sbin/clamav-milter", "clamav-milter");
        return start("clamav", "/usr/sbin/clamav-milter", "-c", settings("clamav", Map.of()));
    }

    /// Starts postgrey as `postgrey`, a policy server that takes mail on a further attempt.
    ///
    /// @param delaySeconds how much later that has to be
    public FilterProcess postgrey(int delaySeconds) {
        require("/usr/sbin/postgrey", "postgrey");
        return start(
                "postgrey",
                "/usr/sbin/postgrey",
                "--unix=" + folder.resolve("postgrey"),
                "--dbdir=" + createFolder("greylist"),
                "--delay=" + delaySeconds,
                "--auto-whitelist-clients=0",
                "--whitelist-clients=" + write("clients", ""),
                "--whitelist-recipients=" + write("recipients", ""),
                "--user=" + output("id", "-un"),
                "--group=" + output("id", "-gn"));
    }

    private String makeKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            var pair = generator.generateKeyPair();
            var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
            var secret = lines.encodeToString(pair.getPrivate().getEncoded());
            write(
                    "key.pem",
                    "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");
            var shown = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
            return "v=DKIM1; k=rsa; p=" + shown;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private FilterProcess start(String name, String... command) {
        return FilterProcess.start(folder.resolve(name), List.of(command));
    }

    private static void require(String program, String debianPackage) {
        assumeTrue(
                Files.isExecutable(Path.of(program)),
                "the package " + debianPackage + " is not installed: no " + program);
    }

    /// Writes the settings of a program, from the resource of that name.
    private String settings(String name, Map<String, String> more) {
        var values = new HashMap<>(more);
        values.put("folder", folder.toString());
        values.put("user", System.getProperty("user.name"));
        var file = name + ".conf";
        try (var in = MailFilters.class.getResourceAsStream("filters/" + file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            var text = new String(in.readAllBytes(), US_ASCII);
            for (var value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String createFolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text, US_ASCII).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String name, String text) {
        try {
            Files.writeString(
                    folder.resolve(name),
                    text,
                    US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(String... command) {
        try {
            var process = new ProcessBuilder(command).start();
            try (var lines = process.inputReader(US_ASCII)) {
                return String.valueOf(lines.readLine());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
