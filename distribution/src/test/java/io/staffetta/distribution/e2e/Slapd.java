package io.staffetta.distribution.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// OpenLDAP with some people, which may be stopped and started again.
final class Slapd implements AutoCloseable {

    static final String BASE = "ou=people,dc=example,dc=org";
    static final String READER = "cn=reader,dc=example,dc=org";
    static final String READER_PASSWORD = "reader-of-the-directory";

    private static final Path PROGRAM = Path.of("/usr/sbin/slapd");

    private final Path folder;
    private final int port = FreePort.any();
    private PeerProcess process;

    private Slapd(Path folder) {
        this.folder = folder;
    }

    /// Starts one.
    ///
    /// @param people each a mail address and a password
    static Slapd start(Path folder, String[]... people) {
        assumeTrue(Files.isExecutable(PROGRAM), "OpenLDAP (slapd) is not installed");
        var slapd = new Slapd(folder);
        slapd.configure();
        slapd.load(people);
        slapd.resume();
        return slapd;
    }

    String url() {
        return "ldap://127.0.0.1:" + port;
    }

    void resume() {
        process =
                PeerProcess.start(
                        folder.resolve("slapd.log"),
                        List.of(
                                PROGRAM.toString(),
                                "-h",
                                url(),
                                "-f",
                                folder.resolve("slapd.conf").toString(),
                                "-d",
                                "0"),
                        port);
    }

    @Override
    public void close() {
        process.close();
    }

    private void configure() {
        write(
                "slapd.conf",
                """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %1$s/slapd.pid
                argsfile %1$s/slapd.args
                access to attrs=userPassword by anonymous auth by * none
                access to * by dn.base="%2$s" read
                database mdb
                maxsize 10485760
                suffix "dc=example,dc=org"
                directory %1$s/db
                """
                        .formatted(folder, READER));
    }

    private void load(String[]... people) {
        var ldif =
                new StringBuilder(
                        """
                        dn: dc=example,dc=org
                        objectClass: dcObject
                        objectClass: organization
                        o: Example
                        dc: example

                        dn: %s
                        objectClass: organizationalRole
                        objectClass: simpleSecurityObject
                        cn: reader
                        userPassword: %s

                        dn: %s
                        objectClass: organizationalUnit
                        ou: people

                        """
                                .formatted(READER, READER_PASSWORD, BASE));
        for (var person : people) {
            var name = person[0].substring(0, person[0].indexOf('@'));
            ldif.append(
                    """
                    dn: uid=%1$s,%2$s
                    objectClass: inetOrgPerson
                    uid: %1$s
                    cn: %1$s
                    sn: %1$s
                    mail: %3$s
                    userPassword: %4$s

                    """
                            .formatted(name, BASE, person[0], person[1]));
        }
        var done =
                Command.of(
                                PROGRAM.toString(),
                                "-T",
                                "add",
                                "-f",
                                folder.resolve("slapd.conf").toString(),
                                "-l",
                                write("people.ldif", ldif.toString()).toString())
                        .run();
        if (done.exitCode() != 0) {
            throw new IllegalStateException(done.mergeErr().out());
        }
    }

    private Path write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve("db"));
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
