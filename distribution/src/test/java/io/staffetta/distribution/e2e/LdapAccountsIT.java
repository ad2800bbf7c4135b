package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// Accounts of a directory behind those of the database, and the other way round.
class LdapAccountsIT {

    private static final String ANNA = "anna@example.org";
    private static final String BERT = "bert@example.org";
    private static final String SQL = "password of the database";
    private static final String LDAP = "password of the directory";

    @TempDir Path folder;

    @Test
    void storesAreAskedInTheOrderWritten() {
        var people = new String[][] {{ANNA, LDAP}, {BERT, LDAP}};
        try (var slapd = Slapd.start(folder.resolve("slapd"), people)) {
            try (var server = start(AuthConfigurations.SQL + directory(slapd))) {
                server.addAccount(ANNA, SQL);
                assertTheDatabaseKnowsFirst(server);
                assertTheDirectoryMayGoAndCome(server, slapd);
                assertThat(server.stop()).isZero();
                assertThat(server.output()).doesNotContain(Slapd.READER_PASSWORD, SQL, LDAP);
            }
            try (var server = start(directory(slapd) + AuthConfigurations.SQL)) {
                assertThat(login(server, ANNA, LDAP)).startsWith("235");
                assertThat(login(server, ANNA, SQL)).startsWith("535");
                assertThat(login(server, BERT, LDAP)).startsWith("235");
            }
        }
    }

    private static void assertTheDatabaseKnowsFirst(ServerProcess server) {
        assertThat(login(server, ANNA, SQL)).startsWith("235");
        assertThat(login(server, ANNA, LDAP))
                .as("the first that knows her decides")
                .startsWith("535");
        assertThat(login(server, BERT, SQL)).startsWith("535");
        assertThat(login(server, "nobody@example.org", SQL)).startsWith("535");
        try (var wire = hello(server)) {
            assertThat(wire.authPlain(BERT, LDAP)).startsWith("235");
            assertThat(wire.message(BERT, BERT, "Subject: from the directory\r\n\r\nhello\r\n"))
                    .startsWith("250");
            assertThat(wire.message(ANNA, BERT, "Subject: not his\r\n\r\nhello\r\n"))
                    .as("not an address of his")
                    .startsWith("5");
        }
        Maildir.of(server, "bert", "example.org").awaitContaining("from the directory");
    }

    private static void assertTheDirectoryMayGoAndCome(ServerProcess server, Slapd slapd) {
        slapd.close();
        assertThat(login(server, ANNA, SQL)).startsWith("235");
        assertThat(login(server, BERT, LDAP)).startsWith("454 4.7.0");
        slapd.resume();
        assertThat(login(server, BERT, LDAP)).startsWith("235");
    }

    private static String directory(Slapd slapd) {
        return """
        <accounts use="ldap">
          <url>%s</url><tls>none</tls>
          <bind-dn>%s</bind-dn><bind-password>%s</bind-password>
          <base>%s</base>
        </accounts>
        """
                .formatted(slapd.url(), Slapd.READER, Slapd.READER_PASSWORD, Slapd.BASE);
    }

    private ServerProcess start(String accounts) {
        return ServerProcess.start(
                Distribution.built(),
                folder.resolve("data"),
                AuthConfigurations.write(
                        folder.resolve("conf"),
                        AuthConfigurations.full(
                                "<listener name=\"smtps\" protocol=\"submission\""
                                        + " bind=\"127.0.0.1:0\" tls=\"implicit\"/>",
                                accounts + "<mechanism use=\"plain\"/>",
                                "")));
    }

    private static String login(ServerProcess server, String account, String password) {
        try (var wire = hello(server)) {
            return wire.authPlain(account, password);
        }
    }

    private static SmtpWire hello(ServerProcess server) {
        var wire = SmtpWire.connectTls(server.address("smtps"));
        wire.reply();
        wire.say("EHLO client.example.net");
        return wire;
    }
}
