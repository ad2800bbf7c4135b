package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What an account logs in by, as the operator arranges it on the command line.
class CredentialsIT {

    private static final String ANNA = "anna@example.org";
    private static final String OLD = "correct horse battery staple";
    private static final String NEW = "another horse, another staple";
    private static final List<String> HASHES = List.of("SHA-1", "SHA-256", "SHA-512");

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        AuthConfigurations.write(
                                folder.resolve("conf"),
                                AuthConfigurations.full(
                                        "<listener name=\"smtps\" protocol=\"submission\""
                                                + " bind=\"127.0.0.1:0\" tls=\"implicit\"/>",
                                        AuthConfigurations.SQL + AuthConfigurations.mechanisms(),
                                        "")));
        server.addAccount(ANNA, OLD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aNewPasswordIsNewForEveryMechanism() {
        var address = "new@example.org";
        server.addAccount(address, OLD);
        assertThat(everyLogin(address, OLD)).allMatch(reply -> reply.startsWith("235"));
        assertThat(everyLogin(address, NEW)).allMatch(reply -> reply.startsWith("535"));
        done(NEW, "account", "password", address, "--password-stdin");
        assertThat(everyLogin(address, OLD)).allMatch(reply -> reply.startsWith("535"));
        assertThat(everyLogin(address, NEW)).allMatch(reply -> reply.startsWith("235"));
        done("", "account", "lock", address);
        assertThat(everyLogin(address, NEW)).allMatch(reply -> reply.startsWith("535"));
    }

    @Test
    void appPasswords() {
        var password = done("", "account", "app-password", "add", ANNA, "phone").strip();
        assertThat(done("", "account", "show", ANNA)).contains("phone").contains("never");
        try (var wire = hello()) {
            assertThat(wire.authPlain(ANNA, password)).startsWith("235");
            assertThat(wire.message(ANNA, ANNA, "Subject: by phone\r\n\r\nhello\r\n"))
                    .startsWith("250");
        }
        Maildir.of(server, "anna", "example.org").awaitContaining("by phone");
        assertThat(done("", "account", "show", ANNA)).contains("phone").doesNotContain("never");
        assertThat(plain(ANNA, OLD)).startsWith("235");

        done("", "account", "app-passwords-only", ANNA, "on");
        assertThat(plain(ANNA, OLD)).startsWith("534 5.7.9");
        assertThat(plain(ANNA, NEW)).startsWith("535 5.7.8");
        assertThat(cramMd5(ANNA, OLD)).startsWith("535 5.7.8");
        assertThat(plain(ANNA, password)).startsWith("235");

        done("", "account", "app-password", "remove", ANNA, "phone");
        assertThat(plain(ANNA, password)).startsWith("535 5.7.8");
        done("", "account", "app-passwords-only", ANNA, "off");
        assertThat(plain(ANNA, OLD)).startsWith("235");
    }

    /// SHA-512-crypt and bcrypt by the crypt of Debian, SSHA as of OpenLDAP's slappasswd.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "imported-1@example.org,Hello world!,SHA-512-crypt,"
                    + "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
                "imported-2@example.org,U*U,bcrypt,"
                        + "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "imported-3@example.org,geheim,SSHA,{SSHA}5PtDGqVr1669kzMbTWqKNh+UHTtzYWx0c2FsdA=="
            })
    void importedHashesAreRenewedAtTheFirstLogin(
            String address, String password, String kind, String hash) {
        done(hash, "account", "import", address);
        assertThat(done("", "account", "show", address))
                .contains(kind)
                .doesNotContain("argon2id")
                .doesNotContain("SCRAM");
        assertThat(plain(address, "swordfish")).startsWith("535");
        assertThat(cramMd5(address, password)).as("nothing to compare with").startsWith("535");
        assertThat(plain(address, password)).startsWith("235");
        assertThat(done("", "account", "show", address))
                .contains("argon2id")
                .contains("SCRAM-SHA-256")
                .contains("CRAM-MD5")
                .doesNotContain(kind);
        assertThat(everyLogin(address, password)).allMatch(reply -> reply.startsWith("235"));
    }

    private static List<String> everyLogin(String account, String password) {
        var replies = new ArrayList<String>();
        replies.add(plain(account, password));
        replies.add(cramMd5(account, password));
        for (var hash : HASHES) {
            try (var wire = hello()) {
                replies.add(new ScramLogin(hash, "n,,").by(wire, account, password));
            }
        }
        return replies;
    }

    private static String plain(String account, String password) {
        try (var wire = hello()) {
            return wire.authPlain(account, password);
        }
    }

    private static String cramMd5(String account, String password) {
        try (var wire = hello()) {
            return CramMd5Login.by(wire, account, password);
        }
    }

    private static SmtpWire hello() {
        var wire = SmtpWire.connectTls(server.address("smtps"));
        wire.reply();
        wire.say("EHLO client.example.net");
        return wire;
    }

    /// A command of the operator that works; returns what it printed.
    private static String done(String input, String... words) {
        var result = server.command(input + "\n", List.of(words));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }
}
