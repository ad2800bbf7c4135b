package io.staffetta.milter;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The programs that people run, from Debian, on UNIX sockets in a folder of the test.
class RealFiltersTest {

    private static final String EICAR_MARK = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + EICAR_MARK + "!$H+H*";
    private static final String GTUBE =
            "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    /// Short: a path of a UNIX socket has little room.
    @TempDir private Path folder;

    private static String message(String body) {
        return """
        From: Sender <sender@example.org>
        To: user@example.org
        Date: Mon, 01 Jun 2026 12:00:00 +0000
        Message-ID: <1@example.org>
        Subject: a test
         of  many words

        %s
        """
                .formatted(body)
                .replace("\n", "\r\n");
    }

    private String hook(String socket) {
        return "<hook use=\"milter\"><endpoint>unix:%s</endpoint></hook>"
                .formatted(folder.resolve(socket));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(
                folder.resolve(name), text.replace("@", folder.toString()), US_ASCII);
    }

    private static String outcome(MailServer server, String body) throws Exception {
        try (var client = server.client()) {
            return client.mail(message(body));
        }
    }

    @Test
    void opendkimVerifiesWhatOpendkimSigned() throws Exception {
        FilterProcess.require("/usr/sbin/opendkim", "opendkim");
        makeKey();
        write("internal", "127.0.0.1\n");
        write("nobody", "192.0.2.1\n");
        var common = "Syslog no\nRequireSafeKeys false\nUMask 002\nTemporaryDirectory @\n";
        var sign =
                write(
                        "sign.conf",
                        common
                                + "Mode s\nDomain example.org\nSelector sel\nKeyFile @/key.pem\n"
                                + "InternalHosts @/internal\nPidFile @/sign.pid\n"
                                + "OversignHeaders From\nSocket local:@/sign\n");
        var verify =
                write(
                        "verify.conf",
                        common
                                + "Mode v\nInternalHosts @/nobody\nTestPublicKeys @/keys\n"
                                + "AlwaysAddARHeader yes\nAuthservID mx.test.example\n"
                                + "PidFile @/verify.pid\nOn-BadSignature reject\n"
                                + "Socket local:@/verify\n");
        try (var signer = opendkim("sign", sign);
                var verifier = opendkim("verify", verify)) {
            assertThat(List.of(signer, verifier)).doesNotContainNull();
            try (var server = MailServer.with(hook("sign") + hook("verify"))) {
                assertThat(outcome(server, "Hello\n\n\n")).startsWith("250");
                assertThat(outcome(server, "..\n.\n.x")).startsWith("250");
                assertThat(server.delivered()).hasSize(2);
                for (var text : server.delivered()) {
                    assertThat(text)
                            .contains("\r\nDKIM-Signature: v=1; a=rsa-sha256;")
                            .contains("dkim=pass");
                }
                assertThat(server.metric("hook_findings", "milter", "accept")).endsWith(" 4.0");
            }
            try (var server = MailServer.with(hook("verify"));
                    var client = server.client()) {
                var forged =
                        "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org;"
                                + " s=sel; h=From; bh=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;"
                                + " b=AAAA\r\n";
                assertThat(client.mail(forged + message("Hello"))).matches("5\\d\\d .*");
                assertThat(server.delivered()).isEmpty();
            }
        }
    }

    private FilterProcess opendkim(String socket, Path settings) throws Exception {
        return FilterProcess.start(
                folder,
                folder.resolve(socket),
                List.of("/usr/sbin/opendkim", "-f", "-x", settings.toString()));
    }

    private void makeKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        write(
                "key.pem",
                "-----BEGIN PRIVATE KEY-----\n"
                        + lines.encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        write(
                "keys",
                "sel._domainkey.example.org v=DKIM1; k=rsa; p="
                        + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n");
    }

    @Test
    void opendmarcAddsItsOpinion() throws Exception {
        FilterProcess.require("/usr/sbin/opendmarc", "opendmarc");
        write("ignored", "192.0.2.1\n");
        var settings =
                write(
                        "dmarc.conf",
                        """
                        Syslog no
                        UMask 002
                        AuthservID mx.test.example
                        SPFIgnoreResults yes
                        SPFSelfValidate no
                        IgnoreHosts @/ignored
                        RejectFailures yes
                        SoftwareHeader yes
                        Socket local:@/dmarc
                        PidFile @/dmarc.pid
                        """);
        try (var process =
                        FilterProcess.start(
                                folder,
                                folder.resolve("dmarc"),
                                List.of("/usr/sbin/opendmarc", "-f", "-c", settings.toString()));
                var server = MailServer.with(hook("dmarc"))) {
            assertThat(process).isNotNull();
            assertThat(outcome(server, "Hello")).startsWith("250");
            assertThat(server.delivered().getFirst())
                    .contains("DMARC-Filter: OpenDMARC Filter ", "mx.test.example; dmarc=");
        }
    }

    @Test
    void rspamdTakesMailAndRefusesSpam() throws Exception {
        FilterProcess.require("/usr/bin/rspamd", "rspamd");
        // The whole list takes rspamd minutes on a busy machine.
        write("domains", "com\norg\nexample\n");
        var settings =
                write(
                        "rspamd.conf",
                        """
                        options {
                          pidfile = "@/rspamd.pid";
                          filters = "";
                          cache_file = "@/symbols.cache";
                          dynamic_conf = "@/dynamic";
                          history_file = "@/history";
                          hs_cache_dir = "@";
                          tempdir = "@";
                          control_socket = "@/control mode=0600";
                          dns { nameserver = ["127.0.0.1:1"]; timeout = 0.1s; retransmits = 1; }
                          url_tld = "@/domains";
                          explicit_modules = [];
                        }
                        logging { type = "console"; level = "info"; }
                        actions { reject = 15; add_header = 6; }
                        milter_headers {
                          use = ["x-spamd-bar", "x-rspamd-queue-id"];
                          skip_local = false;
                          skip_authenticated = false;
                        }
                        modules { path = "/usr/share/rspamd/plugins/milter_headers.lua"; }
                        worker "rspamd_proxy" {
                          bind_socket = "@/proxy mode=0666";
                          milter = yes;
                          timeout = 20s;
                          count = 1;
                          upstream "local" { default = yes; self_scan = yes; }
                        }
                        """);
        try (var process =
                        FilterProcess.start(
                                folder,
                                folder.resolve("proxy"),
                                List.of("/usr/bin/rspamd", "-f", "-i", "-c", settings.toString()));
                var server = MailServer.with(hook("proxy"))) {
            assertThat(process).isNotNull();
            assertThat(outcome(server, "Hello")).startsWith("250");
            assertThat(outcome(server, GTUBE)).isEqualTo("554 5.7.1 Gtube pattern");
            assertThat(server.delivered())
                    .singleElement()
                    .asString()
                    .contains("\r\nX-Spamd-Bar: ")
                    .contains("\r\nX-Rspamd-Queue-Id: ");
            var delivery = server.server().deliveries().getFirst();
            assertThat(delivery.recipients()).hasSize(1);
            try (var observed =
                    MailServer.with(hook("proxy").replace("<hook ", "<hook mode=\"observe\" "))) {
                assertThat(outcome(observed, GTUBE)).startsWith("250");
                assertThat(observed.metric("hook_findings", "milter", "reject")).endsWith(" 1.0");
            }
        }
    }

    @Test
    void clamavFindsWhatItsSignaturesName() throws Exception {
        FilterProcess.require("/usr/sbin/clamd", "clamav-daemon");
        FilterProcess.require("/usr/sbin/clamav-milter", "clamav-milter");
        Files.createDirectory(folder.resolve("db"));
        write(
                "db/local.ndb",
                "Eicar-Test:0:*:" + HexFormat.of().formatHex(EICAR_MARK.getBytes(US_ASCII)) + "\n");
        var user = "User " + System.getProperty("user.name") + "\n";
        var daemon =
                write(
                        "clamd.conf",
                        "DatabaseDirectory @/db\nLocalSocket @/clamd\nForeground yes\n"
                                + "TemporaryDirectory @\nPidFile @/clamd.pid\n"
                                + user);
        var settings =
                write(
                        "clam.conf",
                        "MilterSocket unix:@/clam\nForeground yes\nClamdSocket unix:@/clamd\n"
                                + "OnInfected Reject\nRejectMsg Virus %v\nAddHeader Replace\n"
                                + "TemporaryDirectory @\nPidFile @/clam.pid\n"
                                + user);
        try (var clamd =
                        FilterProcess.start(
                                folder,
                                folder.resolve("clamd"),
                                List.of("/usr/sbin/clamd", "-c", daemon.toString()));
                var milter =
                        FilterProcess.start(
                                folder,
                                folder.resolve("clam"),
                                List.of("/usr/sbin/clamav-milter", "-c", settings.toString()));
                var server = MailServer.with(hook("clam"))) {
            assertThat(List.of(clamd, milter)).doesNotContainNull();
            assertThat(outcome(server, "Hello")).startsWith("250");
            assertThat(outcome(server, EICAR)).matches("550 5\\.7\\.1 .*Virus Eicar-Test.*");
            assertThat(server.delivered())
                    .singleElement()
                    .asString()
                    .contains("\r\nX-Virus-Scanned: clamav-milter ")
                    .contains("\r\nX-Virus-Status: Clean\r\n");
        }
    }
}
